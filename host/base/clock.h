/* How long things take. The time of day is another matter: a run is given its own, once. */
#ifndef PAS_BASE_CLOCK_H
#define PAS_BASE_CLOCK_H

/* Seconds since some moment; only differences mean something. */
double pas_seconds(void);

#endif
