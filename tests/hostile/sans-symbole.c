/* A shared object that is no plugin at all. */
#include "passerelle/plugin.h"

PAS_EXPORT int petit_answer(void);
int petit_answer(void)
{
    return 42;
}
