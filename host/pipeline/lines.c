/* See lines.h. inih calls `next_line` for each line and `keep` for each setting it made of one. */
#include "pipeline/lines.h"

#include "base/pool.h"
#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <ini.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct reading {
    pas_ini *ini;
    pas_arena *arena;
    pas_findings_list *findings;
    const char *name;
    pas_str rest;
    uint32_t line;  /* of the line last given to inih */
    size_t longest; /* what a line may hold */
    size_t n_taken; /* sections and settings */
    pas_pool *seen; /* titles, and keys after the number of their section */
    pas_map *lines; /* where each was first seen */
};

static pas_origin place(const struct reading *r)
{
    return (pas_origin){.file = pas_cstr(r->name), .line = r->line};
}

static pas_origin refuse(struct reading *r)
{
    r->ini->sound = false;
    return place(r);
}

static const char *number(struct reading *r, size_t n)
{
    return pas_arena_format(r->arena, "%zu", n).ptr;
}

static const char *text(struct reading *r, pas_str s)
{
    return pas_arena_cstr(r->arena, s.ptr, s.len);
}

/* ------------------------------------------------------------------ sections and settings */

static pas_ini_section *current(struct reading *r)
{
    return r->ini->n_sections ? &r->ini->sections[r->ini->n_sections - 1] : NULL;
}

static void add_section(struct reading *r, const char *title, bool refused)
{
    pas_ini *ini = r->ini;
    pas_grow(&ini->sections, &ini->cap, ini->n_sections + 1, sizeof *ini->sections);
    ini->sections[ini->n_sections++] = (pas_ini_section){.title = title, .line = r->line, .refused = refused};
}

/* The line where this title (section 0) or this key of a section was seen before; 0 if it was not. */
static uint32_t seen_before(struct reading *r, size_t section, const char *name)
{
    uint32_t id = pas_pool_add(r->seen, pas_arena_format(r->arena, "%zu %s", section, name));
    uint32_t before = pas_map_get(r->lines, id);
    if (!before)
        pas_map_set(r->lines, id, r->line);
    return before;
}

const pas_ini_setting *pas_ini_find(const pas_ini_section *section, const char *key)
{
    for (size_t i = 0; i < section->n_settings; i++)
        if (strcmp(section->settings[i].key, key) == 0)
            return &section->settings[i];
    return NULL;
}

#if INI_HANDLER_LINENO
static int keep(void *user, const char *section, const char *key, const char *value, int line)
#else
static int keep(void *user, const char *section, const char *key, const char *value)
#endif
{
    struct reading *r = user;
#if INI_HANDLER_LINENO
    (void)line;
#endif
    (void)section;
    pas_ini_section *s = current(r);
    if (!s || s->refused)
        return 1;
    pas_grow(&s->settings, &s->cap, s->n_settings + 1, sizeof *s->settings);
    s->settings[s->n_settings++] =
        (pas_ini_setting){text(r, pas_cstr(key)), text(r, pas_cstr(value)), r->line};
    return 1;
}

/* ------------------------------------------------------------------ what a line may be */

static bool good_bytes(struct reading *r, pas_str line)
{
    if (line.len > r->longest) {
        pas_list_say(r->findings, refuse(r), "pipeline-ligne-trop-longue", "longueur", number(r, line.len),
                     "limite", number(r, r->longest), NULL);
        return false;
    }
    size_t valid = pas_utf8_valid(line.ptr, line.len);
    if (valid < line.len) {
        pas_list_say(r->findings, refuse(r), "pipeline-encodage-invalide", "position", number(r, valid + 1),
                     NULL);
        return false;
    }
    for (size_t i = 0; i < line.len; i++) {
        unsigned char c = (unsigned char)line.ptr[i];
        if ((c < ' ' && c != '\t') || c == 0x7f) {
            pas_list_say(r->findings, refuse(r), "pipeline-caractere-interdit", "position", number(r, i + 1),
                         NULL);
            return false;
        }
    }
    return true;
}

static bool has_tail_comment(pas_str line)
{
    for (size_t i = 1; i < line.len; i++)
        if (line.ptr[i] == ';' && (line.ptr[i - 1] == ' ' || line.ptr[i - 1] == '\t'))
            return true;
    return false;
}

/* One blank between the words, none around. */
static const char *tidy_title(struct reading *r, pas_str inner)
{
    pas_buf b = {0};
    pas_str word;
    inner = pas_str_trim(inner);
    while (pas_str_split(&inner, ' ', &word)) {
        word = pas_str_trim(word);
        if (!word.len)
            continue;
        if (b.len)
            pas_buf_byte(&b, ' ');
        pas_buf_str(&b, word);
    }
    const char *title = pas_arena_cstr(r->arena, b.ptr ? b.ptr : "", b.len);
    pas_buf_free(&b);
    return title;
}

static bool good_section(struct reading *r, pas_str line)
{
    pas_str inner = {line.ptr + 1, line.len - 2};
    if (line.ptr[line.len - 1] != ']' || line.len < 3 || pas_str_find(inner, ']') >= 0 ||
        pas_str_find(inner, '[') >= 0 || !pas_str_trim(inner).len) {
        pas_list_say(r->findings, refuse(r), "pipeline-section-mal-formee", "texte", text(r, line), NULL);
        add_section(r, "", true);
        return false;
    }
    if (inner.len > PAS_INI_NAME) {
        pas_list_say(r->findings, refuse(r), "pipeline-section-trop-longue", "section", text(r, inner),
                     "longueur", number(r, inner.len), "limite", number(r, PAS_INI_NAME), NULL);
        add_section(r, "", true);
        return false;
    }
    const char *title = tidy_title(r, inner);
    uint32_t before = seen_before(r, 0, title);
    if (before)
        pas_list_say(r->findings, refuse(r), "pipeline-section-repetee", "section", title, "ligne",
                     number(r, before), NULL);
    add_section(r, title, before != 0);
    return !before;
}

static bool good_setting(struct reading *r, pas_str line)
{
    ptrdiff_t equals = pas_str_find(line, '='), colon = pas_str_find(line, ':');
    if (colon >= 0 && (equals < 0 || colon < equals)) {
        pas_list_say(r->findings, refuse(r), "pipeline-deux-points", "texte", text(r, line), NULL);
        return false;
    }
    pas_str key = pas_str_trim((pas_str){line.ptr, equals < 0 ? 0 : (size_t)equals});
    if (!key.len) {
        pas_list_say(r->findings, refuse(r), "pipeline-ligne-sans-egal", "texte", text(r, line), NULL);
        return false;
    }
    const char *name = text(r, key);
    if (key.len > PAS_INI_NAME) {
        pas_list_say(r->findings, refuse(r), "pipeline-cle-trop-longue", "cle", name, "longueur",
                     number(r, key.len), "limite", number(r, PAS_INI_NAME), NULL);
        return false;
    }
    const pas_ini_section *s = current(r);
    if (!s) {
        pas_list_say(r->findings, refuse(r), "pipeline-cle-hors-section", "cle", name, NULL);
        return false;
    }
    uint32_t before = s->refused ? 0 : seen_before(r, r->ini->n_sections, name);
    if (before)
        pas_list_say(r->findings, refuse(r), "pipeline-cle-repetee", "cle", name, "ligne", number(r, before),
                     NULL);
    return !before;
}

/* True if inih may see the line. */
static bool good_line(struct reading *r, pas_str line)
{
    if (!good_bytes(r, line) || !pas_str_trim(line).len || line.ptr[0] == ';' || line.ptr[0] == '#')
        return false;
    if (line.ptr[0] == ' ' || line.ptr[0] == '\t') {
        pas_list_say(r->findings, refuse(r), "pipeline-ligne-indentee", "texte", text(r, pas_str_trim(line)),
                     NULL);
        return false;
    }
    if (has_tail_comment(line)) {
        pas_list_say(r->findings, refuse(r), "pipeline-commentaire-en-fin-de-ligne", NULL);
        return false;
    }
    while (line.len && (line.ptr[line.len - 1] == ' ' || line.ptr[line.len - 1] == '\t'))
        line.len--;
    if (++r->n_taken > PAS_INI_MOST) {
        if (r->n_taken == PAS_INI_MOST + 1)
            pas_list_say(r->findings, refuse(r), "pipeline-trop-de-lignes", "limite", number(r, PAS_INI_MOST),
                         NULL);
        return false;
    }
    return line.ptr[0] == '[' ? good_section(r, line) : good_setting(r, line);
}

static char *next_line(char *to, int size, void *stream)
{
    struct reading *r = stream;
    if (!r->rest.len || size < 2)
        return NULL;
    const char *end = memchr(r->rest.ptr, '\n', r->rest.len);
    pas_str line = {r->rest.ptr, end ? (size_t)(end - r->rest.ptr) : r->rest.len};
    size_t taken = line.len + (end ? 1 : 0);
    r->rest = (pas_str){r->rest.ptr + taken, r->rest.len - taken};
    r->line++;
    if (line.len && line.ptr[line.len - 1] == '\r')
        line.len--;
    r->longest = (size_t)size - 2 < PAS_INI_LINE ? (size_t)size - 2 : PAS_INI_LINE;
    size_t n = good_line(r, line) ? line.len : 0;
    memcpy(to, line.ptr, n);
    to[n] = '\n';
    to[n + 1] = '\0';
    return to;
}

/* ------------------------------------------------------------------ whole files */

pas_ini *pas_ini_parse(pas_arena *arena, const char *name, pas_str bytes, pas_findings_list *findings)
{
    if (pas_str_starts(bytes, "\xef\xbb\xbf"))
        bytes = (pas_str){bytes.ptr + 3, bytes.len - 3};
    struct reading r = {.ini = pas_xcalloc(1, sizeof(pas_ini)),
                        .arena = arena,
                        .findings = findings,
                        .name = name,
                        .rest = bytes,
                        .seen = pas_pool_new(),
                        .lines = pas_map_new()};
    r.ini->sound = true;
    int bad = ini_parse_stream(next_line, &r, keep, &r);
    if (bad && r.ini->sound) {
        r.line = bad > 0 ? (uint32_t)bad : 0;
        pas_list_say(findings, refuse(&r), "pipeline-illisible", "fichier", name, "raison", "INI", NULL);
    }
    pas_pool_free(r.seen);
    pas_map_free(r.lines);
    return r.ini;
}

void pas_ini_free(pas_ini *ini)
{
    if (!ini)
        return;
    for (size_t i = 0; i < ini->n_sections; i++)
        free(ini->sections[i].settings);
    free(ini->sections);
    free(ini);
}

static bool read_all(int fd, size_t size, pas_buf *to)
{
    while (to->len <= size) {
        ssize_t n = read(fd, pas_buf_room(to, size + 1 - to->len), size + 1 - to->len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        if (n == 0)
            return true;
        to->len += (size_t)n;
    }
    return true;
}

pas_ini *pas_ini_load(pas_arena *arena, const char *path, pas_lang lang, pas_findings_list *findings)
{
    pas_origin at = {.file = pas_cstr(path)};
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    struct stat st;
    pas_buf b = {0};
    pas_ini *ini = NULL;
    if (fd < 0 || fstat(fd, &st) < 0) {
        const char *why =
            errno == ENOENT ? (lang == PAS_FR ? "il n'existe pas" : "it does not exist") : strerror(errno);
        pas_list_say(findings, at, "pipeline-illisible", "fichier", path, "raison", why, NULL);
    } else if (!S_ISREG(st.st_mode)) {
        pas_list_say(findings, at, "pipeline-pas-un-fichier", "fichier", path, NULL);
    } else if (!read_all(fd, PAS_INI_FILE, &b)) {
        pas_list_say(findings, at, "pipeline-illisible", "fichier", path, "raison", strerror(errno), NULL);
    } else if (b.len > PAS_INI_FILE) {
        pas_list_say(findings, at, "pipeline-trop-gros", "fichier", path, "limite", "256", NULL);
    } else {
        ini = pas_ini_parse(arena, path, (pas_str){b.ptr ? b.ptr : "", b.len}, findings);
    }
    pas_buf_free(&b);
    if (fd >= 0)
        close(fd);
    return ini;
}
