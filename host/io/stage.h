/*
 * Outputs are staged beside their target, fsynced, and renamed together at the end (craft.md §B.8). A
 * failed or killed run leaves the former files untouched. Files are 0600, folders made are 0700.
 */
#ifndef PAS_IO_STAGE_H
#define PAS_IO_STAGE_H

#include "base/finding.h"

typedef struct pas_stage pas_stage;
/* Opens (and makes, 0700) the output folder; takes a lock in it. NULL: said in `findings`. */
pas_stage *pas_stage_open(const char *folder, pas_findings_list *findings);
/* A new file. `name` is a plain name: no '/', not "." or "..", no control character. -1: said. */
int pas_stage_file(pas_stage *s, pas_str name);
bool pas_stage_write(pas_stage *s, int file, const void *bytes, size_t size);
/* All files synced, then renamed together, then the folder synced. On failure what was already renamed
 * is put back, and nothing is left half. False: said. */
bool pas_stage_publish(pas_stage *s);
/* Removes what was not published; frees. */
void pas_stage_close(pas_stage *s);
uint32_t pas_stage_count(const pas_stage *s);
const char *pas_stage_name(const pas_stage *s, uint32_t i);
const char *pas_stage_folder(const pas_stage *s);

#endif
