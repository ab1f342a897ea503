/* Where the program's own files were installed: plugins, pipelines. */
#ifndef PAS_BASE_INSTALLED_H
#define PAS_BASE_INSTALLED_H

#include "base/memory.h"

/* A folder of the installed tree: beside the program if the tree was put elsewhere (make install
 * DESTDIR=…, a package unpacked in a folder), else the one known when it was built. */
pas_str pas_installed_path(pas_arena *arena, const char *from_program, const char *otherwise);

#endif
