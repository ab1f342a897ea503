/*
 * Findings: their list, their texts, and the masking of personal values. Filled by the io and graph
 * folders and by the worker's services, read by the report.
 */
#include "base/finding.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

struct tally {
    const pas_message *message;
    size_t count;
};

struct pas_findings_list {
    pas_arena *arena;
    pas_finding **items;
    size_t n, cap;
    struct tally *tallies; /* one a code: there are few */
    size_t n_tallies, cap_tallies;
    int worst;
};

pas_findings_list *pas_list_new(void)
{
    pas_findings_list *list = pas_xcalloc(1, sizeof *list);
    list->arena = pas_arena_new();
    list->worst = -1;
    return list;
}

void pas_list_free(pas_findings_list *list)
{
    if (!list)
        return;
    pas_arena_free(list->arena);
    free(list->items);
    free(list->tallies);
    free(list);
}

static void tally(pas_findings_list *list, const pas_message *message)
{
    for (size_t i = 0; i < list->n_tallies; i++) {
        if (list->tallies[i].message == message) {
            list->tallies[i].count++;
            return;
        }
    }
    pas_grow(&list->tallies, &list->cap_tallies, list->n_tallies + 1, sizeof *list->tallies);
    list->tallies[list->n_tallies++] = (struct tally){message, 1};
}

static const pas_argument *copied_args(pas_arena *arena, const pas_argument *args, uint32_t n)
{
    if (n == 0)
        return NULL;
    pas_argument *copy = pas_arena_alloc(arena, n * sizeof *copy);
    for (uint32_t i = 0; i < n; i++)
        copy[i] = (pas_argument){.name = pas_arena_str(arena, args[i].name),
                                 .value = pas_arena_str(arena, args[i].value),
                                 .flags = args[i].flags};
    return copy;
}

void pas_list_add(pas_findings_list *list, const pas_finding *finding)
{
    pas_finding *f = pas_arena_alloc(list->arena, sizeof *f);
    *f = *finding;
    f->origin.step = pas_arena_str(list->arena, finding->origin.step);
    f->origin.file = pas_arena_str(list->arena, finding->origin.file);
    f->origin.record = pas_arena_str(list->arena, finding->origin.record);
    f->field = pas_arena_str(list->arena, finding->field);
    f->args = copied_args(list->arena, finding->args, finding->n_args);
    pas_grow(&list->items, &list->cap, list->n + 1, sizeof(pas_finding *));
    list->items[list->n++] = f;
    tally(list, f->message);
    if ((int)f->severity > list->worst)
        list->worst = f->severity;
}

void pas_list_add_all(pas_findings_list *list, const pas_findings_list *from)
{
    for (size_t i = 0; i < from->n; i++)
        pas_list_add(list, from->items[i]);
}

size_t pas_list_count(const pas_findings_list *list)
{
    return list->n;
}

const pas_finding *pas_list_get(const pas_findings_list *list, size_t i)
{
    return i < list->n ? list->items[i] : NULL;
}

int pas_list_worst(const pas_findings_list *list)
{
    return list->worst;
}

bool pas_list_blocks(const pas_findings_list *list, size_t from, const char *step)
{
    for (size_t i = from; i < list->n; i++)
        if (list->items[i]->severity >= PAS_BLOCKING &&
            (!step || pas_str_is(list->items[i]->origin.step, step)))
            return true;
    return false;
}

size_t pas_list_count_code(const pas_findings_list *list, const char *code)
{
    size_t n = 0;
    for (size_t i = 0; i < list->n_tallies; i++)
        if (strcmp(list->tallies[i].message->code, code) == 0)
            n += list->tallies[i].count;
    return n;
}

#define MOST_SAID 16u

void pas_list_say(pas_findings_list *list, pas_origin origin, const char *code, ...)
{
    pas_argument args[MOST_SAID];
    uint32_t n = 0;
    va_list names;
    va_start(names, code);
    for (const char *name; n < MOST_SAID && (name = va_arg(names, const char *)) != NULL;)
        args[n++] = (pas_argument){pas_cstr(name), pas_cstr(va_arg(names, const char *)), 0};
    va_end(names);
    const pas_message *message = pas_host_message(code);
    if (!message) {
        message = pas_host_message("greffon-code-inconnu");
        args[0] = (pas_argument){PAS_STR("code"), pas_cstr(code), 0};
        n = 1;
    }
    pas_finding f = {
        .message = message, .origin = origin, .args = args, .n_args = n, .severity = message->severity};
    pas_list_add(list, &f);
}

/* ------------------------------------------------------------------- texts */

#define ELLIPSIS "…"

/* Only digits and what people put between them in a telephone number. */
static bool is_number(pas_str s)
{
    size_t digits = 0;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        if (c >= '0' && c <= '9')
            digits++;
        else if (c != ' ' && c != '.' && c != '+')
            return false;
    }
    return digits > 0;
}

static bool breaks_word(char c)
{
    return c == ' ' || c == '-' || c == '\'';
}

void pas_mask(pas_buf *to, pas_str s)
{
    if (is_number(s)) {
        pas_buf_puts(to, ELLIPSIS);
        if (s.len > 3)
            pas_buf_add(to, s.ptr + s.len - 2, 2);
        return;
    }
    const char *end = s.ptr + s.len;
    for (const char *p = s.ptr; p < end;) {
        if (breaks_word(*p)) {
            pas_buf_byte(to, *p++);
            continue;
        }
        const char *letter = p;
        pas_utf8_next(&p, end);
        pas_buf_add(to, letter, (size_t)(p - letter));
        pas_buf_puts(to, ELLIPSIS);
        while (p < end && !breaks_word(*p))
            p++;
    }
}

static const pas_argument *argument(const pas_argument *args, uint32_t n_args, pas_str name)
{
    for (uint32_t i = 0; i < n_args; i++)
        if (pas_str_eq(args[i].name, name))
            return &args[i];
    return NULL;
}

void pas_fill(pas_buf *to, const char *template_, const pas_argument *args, uint32_t n_args, bool show)
{
    pas_str rest = pas_cstr(template_);
    while (rest.len) {
        ptrdiff_t open = pas_str_find(rest, '{');
        ptrdiff_t close =
            open < 0 ? -1 : pas_str_find((pas_str){rest.ptr + open, rest.len - (size_t)open}, '}');
        if (close < 0)
            break;
        pas_buf_add(to, rest.ptr, (size_t)open);
        const pas_argument *a = argument(args, n_args, (pas_str){rest.ptr + open + 1, (size_t)close - 1});
        if (!a || a->flags & PAS_ARG_ROWS)
            pas_buf_add(to, rest.ptr + open, (size_t)close + 1);
        else if (a->flags & PAS_ARG_PERSONAL && !show)
            pas_mask(to, a->value);
        else
            pas_buf_str(to, a->value);
        rest.ptr += open + close + 1;
        rest.len -= (size_t)(open + close + 1);
    }
    pas_buf_str(to, rest);
}

void pas_finding_text(pas_buf *to, const pas_finding *f, pas_lang lang, bool show)
{
    const char *text = lang == PAS_EN && f->message->text_en ? f->message->text_en : f->message->text_fr;
    pas_fill(to, text, f->args, f->n_args, show);
}

const char *pas_severity_name(uint8_t severity, pas_lang lang)
{
    static const char *const names[2][4] = {
        {"information", "avertissement", "erreur", "bloquant"},
        {"information", "warning", "error", "blocking"},
    };
    return names[lang == PAS_EN][severity > PAS_BLOCKING ? PAS_BLOCKING : severity];
}
