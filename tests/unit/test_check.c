/* What a plugin's descriptor must be: each fault is refused with its own code. */
#include "plugins/catalogue.h"

#include <criterion/criterion.h>
#include <string.h>

static pas_status verb(pas_run *run, const pas_host *host)
{
    (void)run;
    (void)host;
    return PAS_OK;
}

static const pas_document documents[] = {{.id = "liste",
                                          .title_fr = "Liste",
                                          .title_en = "List",
                                          .patterns = "*.xml",
                                          .where_fr = "Menu",
                                          .where_en = "Menu",
                                          .direction = PAS_IN}};
static const pas_option options[] = {
    {.name = "taille", .def = "4", .help_fr = "a", .help_en = "b", .min = 1, .max = 9, .type = PAS_OPT_INT}};
static const pas_message messages[] = {
    {.code = "un", .title_fr = "a", .title_en = "b", .text_fr = "c", .text_en = "d"}};

static pas_plugin good(void)
{
    return (pas_plugin){.head = PAS_HEAD(PAS_CAN_READ),
                        .id = "bon",
                        .system = "Bon",
                        .version = "1",
                        .summary_fr = "a",
                        .summary_en = "b",
                        .documents = documents,
                        .n_documents = 1,
                        .document_stride = sizeof documents[0],
                        .options = options,
                        .n_options = 1,
                        .option_stride = sizeof options[0],
                        .messages = messages,
                        .n_messages = 1,
                        .message_stride = sizeof messages[0],
                        .read = verb};
}

/* The code of the refusal, or NULL if the plugin is taken. */
static const char *refusal(const pas_plugin *p, const char *id)
{
    pas_arena *arena = pas_arena_new();
    pas_findings_list *list = pas_list_new();
    pas_plugin *copy = NULL;
    const char *code = NULL;
    if (!pas_plugin_check(p, id, arena, &copy, list)) {
        cr_assert_eq(pas_list_count(list), 1);
        code = pas_list_get(list, 0)->message->code;
    }
    pas_list_free(list);
    pas_arena_free(arena);
    return code;
}

#define REFUSED(p, id, expected)                                                                             \
    do {                                                                                                     \
        const char *code_ = refusal((p), (id));                                                              \
        cr_assert_not_null(code_);                                                                           \
        cr_assert_str_eq(code_, (expected));                                                                 \
    } while (0)

Test(check, a_good_plugin_is_taken)
{
    pas_plugin p = good();
    cr_assert_null(refusal(&p, "bon"));
}

Test(check, versions)
{
    pas_plugin p = good();
    p.head.magic = 1;
    REFUSED(&p, "bon", "greffon-description-fausse");
    p = good();
    p.head.abi_major = 2;
    REFUSED(&p, "bon", "greffon-autre-version");
    p = good();
    p.head.need_minor = PAS_ABI_MINOR + 1;
    REFUSED(&p, "bon", "greffon-trop-recent");
    p = good();
    p.head.abi_minor = PAS_ABI_MINOR + 7; /* built with a newer one, but needs no more than ours */
    cr_assert_null(refusal(&p, "bon"));
}

Test(check, an_older_plugin_is_shorter)
{
    pas_plugin p = good();
    p.head.struct_size = (uint32_t)offsetof(pas_plugin, check);
    p.check = verb; /* beyond its end: must not be looked at */
    cr_assert_null(refusal(&p, "bon"));
}

Test(check, a_newer_plugin_is_longer)
{
    struct {
        pas_plugin p;
        char more[256];
    } longer = {good(), {0}};
    longer.p.head.struct_size = sizeof longer;
    cr_assert_null(refusal(&longer.p, "bon"));
}

Test(check, names)
{
    pas_plugin p = good();
    REFUSED(&p, "autre", "greffon-nom-de-fichier");
    p.id = "Pas Bon";
    REFUSED(&p, "Pas Bon", "greffon-description-fausse");
}

Test(check, capability_and_verb_go_together)
{
    pas_plugin p = good();
    p.read = NULL;
    REFUSED(&p, "bon", "greffon-description-fausse");
    p = good();
    p.write = verb;
    REFUSED(&p, "bon", "greffon-description-fausse");
}

Test(check, tables)
{
    pas_plugin p = good();
    pas_option wrong = options[0];
    wrong.def = "12";
    p.options = &wrong;
    REFUSED(&p, "bon", "greffon-description-fausse");

    p = good();
    pas_message silent = messages[0];
    silent.text_en = NULL;
    p.messages = &silent;
    REFUSED(&p, "bon", "greffon-description-fausse");

    p = good();
    pas_message twice[] = {messages[0], messages[0]};
    p.messages = twice;
    p.n_messages = 2;
    REFUSED(&p, "bon", "greffon-description-fausse");

    p = good();
    pas_document nowhere = documents[0];
    nowhere.where_fr = NULL;
    p.documents = &nowhere;
    REFUSED(&p, "bon", "greffon-description-fausse");

    p = good();
    p.message_stride = 4;
    REFUSED(&p, "bon", "greffon-description-fausse");
}

Test(check, a_stride_longer_than_ours_is_followed)
{
    struct {
        pas_message m;
        char more[40];
    } rows[2] = {{messages[0], {0}}, {messages[0], {0}}};
    rows[1].m.code = "deux";
    pas_plugin p = good();
    p.messages = &rows[0].m;
    p.n_messages = 2;
    p.message_stride = sizeof rows[0];
    cr_assert_null(refusal(&p, "bon"));
    cr_assert_str_eq(pas_plugin_find_message(&p, (pas_str){"deux", 4})->code, "deux");
}
