/*
 * A graph that workers look at: made once, shared by all the jobs that are given it, which decode nothing.
 * watch.c makes it; a worker maps it before it shuts itself in.
 */
#ifndef PAS_WORKER_IMAGE_H
#define PAS_WORKER_IMAGE_H

#include "graph/graph.h"

typedef struct pas_image {
    int fd; /* sealed: nobody changes it, nobody cuts it short */
    const void *at;
    size_t size; /* 0: there is none */
} pas_image;

/* False: errno says why. */
bool pas_image_make(const pas_graph *g, pas_image *ret);
/* In a worker: the image behind a descriptor, of this size. */
bool pas_image_map(int fd, size_t size, pas_image *ret);
void pas_image_done(pas_image *image);

#endif
