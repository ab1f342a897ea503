/* The order in which doubles are looked for and told. See doublons.h. */
#include "doublons.h"

pas_node siecle_d_file(const siecle_doubles *d)
{
    pas_node any = siecle_d_first(d, "export");
    for (pas_node e = any; e; e = d->s.view->next(d->s.run, e))
        if (siecle_same(siecle_d_text(d, e, SIECLE_D_EXPORT_DOCUMENT), siecle_str("responsables")))
            return e;
    return any;
}

/* Guardians always; the rest only if it is asked for in detail. */
static void find(siecle_doubles *d, int detailed)
{
    int guardians = siecle_read_persons(d);
    if (guardians) {
        siecle_compare_persons(d);
        siecle_say_doubles(d, detailed);
    }
    if (!detailed)
        return;
    if (guardians) {
        siecle_say_namesakes(d);
        siecle_say_addresses(d);
    }
    siecle_say_pupils(d);
}

void siecle_find_doubles(const siecle *s, int detailed)
{
    static const char *const names[SIECLE_N_DOUBLE_FIELDS] = {
#define SIECLE_DOUBLE_TEXT(name, text) [SIECLE_D_##name] = (text),
        SIECLE_DOUBLE_FIELDS(SIECLE_DOUBLE_TEXT)
#undef SIECLE_DOUBLE_TEXT
    };
    siecle_doubles d = {.s = *s, .today = s->core->now(s->run).date};
    for (uint32_t i = 0; i < SIECLE_N_DOUBLE_FIELDS; i++)
        d.fields[i] = s->view->field(s->run, names[i]);
    find(&d, detailed);
    if (d.n_cut)
        SIECLE_SAY(s, "doublons-non-tous-compares", siecle_d_file(&d), NULL,
                   siecle_number_arg(s, "n", d.n_cut));
}
