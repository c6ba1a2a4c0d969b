#include "extract/link/link_internal.h"

#include "base/vec.h"

#define PMID_DIGITS_MAX 8
#define PMID_DIGITS_MIN 4
#define PMC_DIGITS_MIN  4
#define SSRN_DIGITS_MIN 6
#define NBER_DIGITS_MIN 3
#define NBER_DIGITS_MAX 5
#define HAL_DIGITS      8
#define FILLERS_MAX     4
#define LONG_NUMBER     10 /* bytes of "1711.05971" */

struct scan {
    struct str text;
    uint32_t latest_year;
    struct arena *arena;
    struct link_target target; /* of what is being read */
    size_t line_end;           /* of the line whose cue is known */
    bool line_has_cue;
    VEC(struct text_identifier) found;
};

static const char *const line_cues[] = {
#define LINE_CUE(word) word,
#include "extract/tables/text_cues.def"
};

static const char *const arxiv_fillers[] = {
#define ARXIV_FILLER(word) word,
#include "extract/tables/text_cues.def"
};

static const char *const report_fillers[] = {
#define REPORT_FILLER(word) word,
#include "extract/tables/text_cues.def"
};

/* ---- words and gaps ---- */

/* Where the first word begins that does not begin before `i`; `end` when there is none. */
static size_t next_word(struct str s, size_t i, size_t end)
{
    if (i > 0 && ascii_is_alnum(s.p[i - 1]))
        while (i < end && ascii_is_alnum(s.p[i]))
            i++;
    while (i < end && !ascii_is_alnum(s.p[i]))
        i++;
    return i;
}

static bool is_word_at(struct str s, size_t i, struct str word)
{
    if (!str_starts_ci(str_from_pos(s, i), word))
        return false;
    size_t end = i + word.n;
    bool ascii = ascii_is_alpha(word.p[0]);
    bool begins = i == 0 || !ascii || !ascii_is_alnum(s.p[i - 1]);
    return begins && (end >= s.n || !ascii || !ascii_is_alnum(s.p[end]));
}

/* Behind the marks that may stand between a label and what it labels. */
static size_t skip_gap(struct str s, size_t i)
{
    static const char *const marks[] = {" ", ":", "：", "#", "(", "（", "[", "/", ".", "-", "="};
    for (size_t k = 0; k < ARRAY_LEN(marks);) {
        struct str mark = str_from(marks[k]);
        bool found = str_starts(str_from_pos(s, i), mark);
        i += found ? mark.n : 0;
        k = found ? 0 : k + 1;
    }
    return i;
}

/* ---- what follows a label; each gives the end of the identifier, or 0 ---- */

static size_t skip_fillers(struct str s, size_t i, const char *const *fillers, size_t n_fillers)
{
    i = skip_gap(s, i);
    for (size_t k = 0, n = 0; k < n_fillers && n < FILLERS_MAX;) {
        struct str word = str_from(fillers[k]);
        bool found = is_word_at(s, i, word);
        i = found ? skip_gap(s, i + word.n) : i;
        n += found;
        k = found ? 0 : k + 1;
    }
    return i;
}

/* "arXiv:1911.05722v2 [cs.LG]", "arXiv preprint arXiv:1911.05722". */
static size_t read_arxiv(struct scan *scan, size_t i)
{
    struct arxiv_id id;
    size_t begin = skip_fillers(scan->text, i, arxiv_fillers, ARRAY_LEN(arxiv_fillers));
    size_t end = arxiv_scan(scan->text, begin, scan->latest_year, &id);
    if (end == 0)
        return 0;
    arxiv_add(&scan->target, scan->arena, &id);
    return end + arxiv_category_at(scan->text, end);
}

static size_t read_doi(struct scan *scan, size_t i)
{
    size_t begin = skip_gap(scan->text, i);
    size_t end = doi_scan(scan->text, begin, false);
    if (end > 0)
        doi_add(&scan->target, scan->arena, str_sub(scan->text, begin, end), scan->latest_year);
    return end;
}

static size_t read_number(struct scan *scan, size_t i, size_t least, const char *scheme)
{
    size_t n = digits_at(scan->text, i);
    size_t end = i + n;
    if (n < least || n > PMID_DIGITS_MAX ||
        (end < scan->text.n && ascii_is_alnum(scan->text.p[end])))
        return 0;
    link_add(&scan->target, scan->arena, scheme, str_sub(scan->text, i, end));
    return end;
}

static size_t read_pmid(struct scan *scan, size_t i)
{
    return read_number(scan, skip_gap(scan->text, i), PMID_DIGITS_MIN, "pmid");
}

static size_t read_pmc(struct scan *scan, size_t i)
{
    return read_number(scan, i, PMC_DIGITS_MIN, "pmc");
}

static size_t read_pmcid(struct scan *scan, size_t i)
{
    size_t begin = skip_gap(scan->text, i);
    if (str_starts_ci(str_from_pos(scan->text, begin), STR("pmc")))
        begin += 3;
    return read_pmc(scan, begin);
}

/* "SSRN 3159577", "SSRN Working Paper No. 2801251". */
static size_t read_ssrn(struct scan *scan, size_t i)
{
    size_t begin = skip_fillers(scan->text, i, report_fillers, ARRAY_LEN(report_fillers));
    return read_number(scan, begin, SSRN_DIGITS_MIN, "ssrn");
}

/* "NBER WP 28731", "NBER Working Paper w12345": the number of the page begins with a letter. */
static size_t read_nber(struct scan *scan, size_t i)
{
    struct str s = scan->text;
    size_t begin = skip_fillers(s, i, report_fillers, ARRAY_LEN(report_fillers));
    if (begin < s.n && ascii_lower(s.p[begin]) == 'w')
        begin++;
    size_t n = digits_at(s, begin);
    if (n < NBER_DIGITS_MIN || n > NBER_DIGITS_MAX)
        return 0;
    struct str digits = str_sub(s, begin, begin + n);
    link_add(&scan->target, scan->arena, "nber",
             str_from(arena_printf(scan->arena, "w%.*s", STR_FMT(digits))));
    return begin + n;
}

/* "HAL: hal-01234567" has the name twice; the second is the identifier. */
static size_t read_hal(struct scan *scan, size_t i)
{
    struct str s = scan->text;
    size_t n = i < s.n && s.p[i] == '-' ? digits_at(s, i + 1) : 0;
    if (n != HAL_DIGITS)
        return 0;
    link_add(&scan->target, scan->arena, "hal",
             str_lower(scan->arena, str_sub(s, i - 3, i + 1 + n)));
    return i + 1 + n;
}

/* "ISBN-13: 978-…": the length may be named first. */
static size_t read_isbn(struct scan *scan, size_t i)
{
    char isbn[13];
    size_t begin = skip_gap(scan->text, i);
    struct str rest = str_from_pos(scan->text, begin);
    size_t end = isbn_scan(scan->text, begin, isbn);
    if (end == 0 && (str_starts(rest, STR("10")) || str_starts(rest, STR("13"))))
        end = isbn_scan(scan->text, skip_gap(scan->text, begin + 2), isbn);
    if (end > 0)
        link_add(&scan->target, scan->arena, "isbn", str_of(isbn, sizeof(isbn)));
    return end;
}

struct label {
    const char *word;
    bool is_glued; /* digits follow at once */
    size_t (*read)(struct scan *scan, size_t i);
};

static const struct label labels[] = {
    {"arxiv", false, read_arxiv},  {"doi", false, read_doi},   {"pmid", false, read_pmid},
    {"pmcid", false, read_pmcid},  {"pmc", true, read_pmc},    {"isbn", false, read_isbn},
    {"eprint", false, read_arxiv}, {"nber", false, read_nber}, {"ssrn", false, read_ssrn},
    {"hal", false, read_hal},
};

/* ---- identifiers without a label ---- */

static bool has_line_cue(struct str line)
{
    for (size_t k = 0; k < ARRAY_LEN(line_cues); k++) {
        struct str cue = str_from(line_cues[k]);
        for (size_t i = str_find_ci(line, cue, 0); i != SIZE_MAX; i = str_find_ci(line, cue, i + 1))
            if (is_word_at(line, i, cue))
                return true;
    }
    return false;
}

/* Looks at each line at most once: positions come in rising order. */
static bool line_has_cue(struct scan *scan, size_t i)
{
    if (i < scan->line_end)
        return scan->line_has_cue;
    size_t begin = i;
    while (begin > 0 && scan->text.p[begin - 1] != '\n')
        begin--;
    size_t end = str_find_byte(scan->text, '\n', i);
    scan->line_end = end == SIZE_MAX ? scan->text.n : end;
    scan->line_has_cue = has_line_cue(str_sub(scan->text, begin, scan->line_end));
    return scan->line_has_cue;
}

/* "[1711.05971] Title", as arXiv's own pages begin, and "Title (1711.05971)". In round brackets only
 * the longer numbers count: a shorter one may be a measurement. */
static bool stands_in_brackets(struct str s, size_t begin, size_t end)
{
    static const char *const pairs[][2] = {{"[", "]"}, {"(", ")"}, {"（", "）"}};
    for (size_t k = 0; k < ARRAY_LEN(pairs); k++) {
        struct str open = str_from(pairs[k][0]), close = str_from(pairs[k][1]);
        if (str_ends(str_sub(s, 0, begin), open) && str_starts(str_from_pos(s, end), close))
            return k == 0 || end - begin >= LONG_NUMBER;
    }
    return false;
}

static size_t read_bare_arxiv(struct scan *scan, size_t i)
{
    struct arxiv_id id;
    struct str s = scan->text;
    if (i > 0 && (s.p[i - 1] == '.' || s.p[i - 1] == '-'))
        return 0;
    size_t end = arxiv_scan(s, i, scan->latest_year, &id);
    if (end == 0)
        return 0;
    bool speaks_for_itself = str_find_byte(id.archive, '-', 0) != SIZE_MAX;
    if (!speaks_for_itself && !stands_in_brackets(s, i, end) && !line_has_cue(scan, i))
        return 0;
    arxiv_add(&scan->target, scan->arena, &id);
    return end;
}

static size_t read_labelled(struct scan *scan, size_t i)
{
    char first = ascii_lower(scan->text.p[i]);
    for (size_t k = 0; k < ARRAY_LEN(labels); k++) {
        if (labels[k].word[0] != first) /* sends most words away */
            continue;
        struct str word = str_from(labels[k].word);
        bool here = labels[k].is_glued ? str_starts_ci(str_from_pos(scan->text, i), word)
                                       : is_word_at(scan->text, i, word);
        size_t end = here ? labels[k].read(scan, i + word.n) : 0;
        if (end > 0)
            return end;
    }
    return 0;
}

static size_t read_at(struct scan *scan, size_t i)
{
    size_t end = read_labelled(scan, i);
    if (end == 0 && doi_scan(scan->text, i, false) > 0)
        end = read_doi(scan, i);
    return end > 0 ? end : read_bare_arxiv(scan, i);
}

static bool is_allowed(const bool *allowed, size_t begin, size_t end)
{
    return !allowed || memchr(allowed + begin, false, end - begin) == NULL;
}

static size_t behind_last_digit(struct str s, size_t begin, size_t end)
{
    while (end > begin && !ascii_is_digit(s.p[end - 1]))
        end--;
    return end;
}

/* Words from `begin` on, all on one line. */
static void scan_words(struct scan *scan, const bool *allowed, size_t begin, size_t end)
{
    for (size_t i = next_word(scan->text, begin, end); i < end;) {
        size_t behind = allowed && !allowed[i] ? 0 : read_at(scan, i);
        if (behind > 0 && scan->target.n_identifiers > 0 && is_allowed(allowed, i, behind))
            *vec_push(scan->arena, &scan->found) =
                (struct text_identifier){(uint32_t)i, (uint32_t)behind, scan->target};
        else
            behind = i + 1;
        if (scan->target.n_identifiers > 0)
            scan->target = (struct link_target){.kind = LINK_PAPER};
        i = next_word(scan->text, behind, end);
    }
}

/* An identifier stands on one line and has a digit: behind the last one of a line there is none. */
void link_scan_text(struct str text, const bool *allowed, uint32_t latest_year, struct arena *a,
                    struct text_identifier **out, size_t *n)
{
    struct scan scan = {
        .text = text, .latest_year = latest_year, .arena = a, .target = {.kind = LINK_PAPER}};
    for (size_t begin = 0; begin < text.n;) {
        size_t end = str_find_byte(text, '\n', begin);
        end = end == SIZE_MAX ? text.n : end;
        scan_words(&scan, allowed, begin, behind_last_digit(text, begin, end));
        begin = end + 1;
    }
    *out = scan.found.items;
    *n = scan.found.n;
}
