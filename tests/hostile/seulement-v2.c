/* Exports the entry of the next major and not ours. */
#include "passerelle/plugin.h"

PAS_EXPORT const void *pas_plugin_v2(void);
const void *pas_plugin_v2(void)
{
    return NULL;
}
