/*
 * Being asked to stop (Ctrl-C, SIGTERM, SIGHUP): noted, so that the run ends in order, its worker killed
 * and what it had staged removed, before the signal does what it does.
 */
#ifndef PAS_BASE_STOP_H
#define PAS_BASE_STOP_H

/* Called once by main. */
void pas_stop_watch(void);
/* The signal that asked, 0 if none. */
int pas_stop_asked(void);
/* Ends the process by that signal, if one asked; for the very end of main. */
void pas_stop_obey(void);

#endif
