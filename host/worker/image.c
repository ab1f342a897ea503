/* See image.h. */
#include "worker/image.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

static bool fill(int fd, const pas_graph *g, size_t size)
{
    if (ftruncate(fd, (off_t)size) != 0)
        return false;
    void *to = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, fd, 0);
    if (to == MAP_FAILED)
        return false;
    pas_graph_image(g, to);
    return munmap(to, size) == 0 &&
           fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) == 0;
}

bool pas_image_map(int fd, size_t size, pas_image *ret)
{
    void *at = mmap(NULL, size, PROT_READ, MAP_SHARED | MAP_POPULATE, fd, 0);
    if (at == MAP_FAILED)
        return false;
    *ret = (pas_image){fd, at, size};
    return true;
}

bool pas_image_make(const pas_graph *g, pas_image *ret)
{
    size_t size = pas_graph_image_size(g);
    int fd = memfd_create("graph", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (fd < 0)
        return false;
    if (fill(fd, g, size) && pas_image_map(fd, size, ret))
        return true;
    close(fd);
    return false;
}

void pas_image_done(pas_image *image)
{
    if (!image->size)
        return;
    (void)munmap((void *)(uintptr_t)image->at, image->size);
    if (image->fd >= 0)
        close(image->fd);
    *image = (pas_image){.fd = -1};
}
