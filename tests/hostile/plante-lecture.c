/* Crashes while it reads: in the third record, by a bad pointer. */
#include "petit.h"

static pas_status crash_on_c(pas_run *run, const pas_host *host, pas_node node)
{
    const pas_view *view = PAS_SERVICE(pas_view, run, host, PAS_VIEW);
    pas_str code = view->text(run, node, view->field(run, "group.code"));
    volatile uintptr_t nowhere = 64;
    if (code.len == 1 && code.ptr[0] == 'C')
        *(volatile int *)nowhere = 1;
    return PAS_OK;
}

static pas_status bad_read(pas_run *run, const pas_host *host)
{
    pas_row rows[sizeof petit_rows / sizeof petit_rows[0]];
    for (uint32_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        rows[i] = petit_rows[i];
    rows[PETIT_RECORD].fix = crash_on_c;
    return petit_read_with(run, host, rows, sizeof rows / sizeof rows[0]);
}

PETIT_PLUGIN(bad_read, petit_write)
