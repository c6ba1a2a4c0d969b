/* Which format a file has, and what every file must be: UTF-8 without NUL, of bounded size. */
#include "base/arena.h"
#include "base/utf8.h"
#include "extract/vocabulary/file/list_builder_internal.h"

static const struct {
    struct str name;
    enum vocabulary_format format;
} names[] = {
    {STR_INIT("turtle"), FORMAT_TURTLE},     {STR_INIT("ttl"), FORMAT_TURTLE},
    {STR_INIT("ntriples"), FORMAT_NTRIPLES}, {STR_INIT("nt"), FORMAT_NTRIPLES},
    {STR_INIT("csv"), FORMAT_CSV},           {STR_INIT("tsv"), FORMAT_TSV},
    {STR_INIT("json"), FORMAT_JSON},
};

enum vocabulary_format vocabulary_format_named(struct str name)
{
    size_t dot;
    while ((dot = str_find_byte(name, '.', 0)) != SIZE_MAX)
        name = str_from_pos(name, dot + 1);
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        if (str_eq_ci(names[i].name, name))
            return names[i].format;
    return FORMAT_UNKNOWN;
}

const char *vocabulary_format_name(enum vocabulary_format format)
{
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        if (names[i].format == format)
            return names[i].name.p;
    return "unknown";
}

/* ---- what the bytes are ---- */

static size_t line_at(struct str bytes, size_t at)
{
    size_t line = 1;
    for (size_t i = 0; i < at; i++)
        line += bytes.p[i] == '\n';
    return line;
}

static bool check_bytes(struct str bytes, struct err *e)
{
    if (bytes.n > VOCABULARY_FILE_MAX)
        return err_set(e, ERR_TOO_LARGE, "The vocabulary has %zu bytes; the limit is %zu.", bytes.n,
                       VOCABULARY_FILE_MAX);
    if (str_starts(bytes, STR("\xff\xfe")) || str_starts(bytes, STR("\xfe\xff")))
        return err_set(e, ERR_VALIDATION, "The file is UTF-16. Save it as UTF-8.");
    size_t bad = utf8_find_invalid(bytes);
    if (bad != SIZE_MAX)
        return err_set(e, ERR_VALIDATION,
                       "Line %zu, byte %zu of the file: not UTF-8. Save the file as UTF-8 (it may "
                       "be GBK or Latin-1 now).",
                       line_at(bytes, bad), bad + 1);
    const char *nul = bytes.n ? memchr(bytes.p, 0, bytes.n) : NULL;
    if (nul)
        return err_set(e, ERR_VALIDATION, "Line %zu holds a NUL byte; take it out.",
                       line_at(bytes, (size_t)(nul - bytes.p)));
    return true;
}

static struct str without_mark(struct str bytes)
{
    return str_starts(bytes, STR("\xef\xbb\xbf")) ? str_from_pos(bytes, 3) : bytes;
}

/* The first line that says something: neither empty nor a comment. */
static struct str first_line(struct str bytes)
{
    struct str line;
    while (str_split(&bytes, '\n', &line)) {
        line = str_trim(line);
        if (line.n && line.p[0] != '#')
            return line;
    }
    return STR_EMPTY;
}

static bool refuse_format(const char *what, struct err *e)
{
    return err_set(e, ERR_VALIDATION,
                   "%s is not read. Turtle, N-Triples, CSV and TSV are: convert it, for example "
                   "with \"rapper -o turtle FILE\" or \"riot --output=turtle FILE\".",
                   what);
}

static bool is_rdf(struct str line)
{
    return str_starts_ci(line, STR("@prefix")) || str_starts_ci(line, STR("@base")) ||
           str_starts_ci(line, STR("prefix ")) || str_starts_ci(line, STR("base ")) ||
           str_starts(line, STR("<")) || str_starts(line, STR("_:")) || str_starts(line, STR("["));
}

static bool guess_format(struct str bytes, enum vocabulary_format *out, struct err *e)
{
    struct str line = first_line(bytes);
    bool is_triple_row = str_starts(line, STR("<")) && str_has(line, STR(">,"));
    if (str_starts(line, STR("<?xml")) || str_starts_ci(line, STR("<rdf")) ||
        str_starts_ci(line, STR("<!doctype")) || str_starts_ci(line, STR("<html")))
        return refuse_format("RDF/XML", e);
    if (str_starts(line, STR("{")))
        return refuse_format("JSON", e);
    /* Turtle holds all of N-Triples. */
    if (is_rdf(line) && !is_triple_row)
        *out = FORMAT_TURTLE;
    else
        *out = str_find_byte(line, '\t', 0) != SIZE_MAX ? FORMAT_TSV : FORMAT_CSV;
    return true;
}

static bool read_as(struct list_builder *b, struct str bytes, enum vocabulary_format format,
                    struct err *e)
{
    switch (format) {
    case FORMAT_TURTLE:
    case FORMAT_NTRIPLES:
        return rdf_read(b, bytes, format, e);
    case FORMAT_CSV:
        return table_read(b, bytes, ',', e);
    case FORMAT_TSV:
        return table_read(b, bytes, '\t', e);
    case FORMAT_JSON:
    case FORMAT_UNKNOWN:
        break;
    }
    return refuse_format("JSON", e);
}

bool vocabulary_file_read(struct str bytes, enum vocabulary_format format, struct arena *a,
                          struct concept_list *out, struct err *e)
{
    struct list_builder b;
    *out = (struct concept_list){0};
    if (!check_bytes(bytes, e))
        return false;
    bytes = without_mark(bytes);
    if (format == FORMAT_UNKNOWN && !guess_format(bytes, &format, e))
        return false;
    list_builder_init(&b, a);
    bool ok = read_as(&b, bytes, format, e) && list_builder_finish(&b, out, e);
    list_builder_release(&b);
    out->format = format;
    return ok;
}
