#include "base/arena.h"
#include "base/ascii.h"
#include "citation_internal.h"

#define PARTS_MAX 64

/* ---- words ---- */

/* "M.", "J. J. V.", "JJV", "K-H": nothing but capitals and what stands between them, four at most. */
static bool is_initials(struct str s)
{
    size_t capitals = 0;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (c >= 'A' && c <= 'Z')
            capitals++;
        else if (c != '.' && c != ' ' && c != '-')
            return false;
    }
    return capitals >= 1 && capitals <= 4;
}

static bool has_latin(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (ascii_is_alnum(s.p[i]))
            return true;
    return false;
}

static struct str drop_ending(struct str s, struct str ending, bool *dropped)
{
    if (!str_ends_ci(s, ending))
        return s;
    *dropped = true;
    return str_trim(str_sub(s, 0, s.n - ending.n));
}

static struct str drop_comma(struct str s)
{
    while (s.n && (s.p[s.n - 1] == ',' || s.p[s.n - 1] == ';'))
        s = str_trim(str_sub(s, 0, s.n - 1));
    return s;
}

static struct str drop_others(struct str s, bool *has_others)
{
    static const struct str endings[] = {STR_INIT("et al."), STR_INIT("et al"),
                                         STR_INIT("and others"), STR_INIT("等人"), STR_INIT("等")};
    s = drop_comma(str_trim(s));
    for (size_t i = 0; i < ARRAY_LEN(endings); i++)
        s = drop_comma(drop_ending(s, endings[i], has_others));
    return s;
}

/* ---- one person ---- */

static void add(struct citation_names *out, struct arena *a, struct str family, struct str given)
{
    family = str_trim(family);
    if (family.n)
        *vec_push(a, out) = (struct citation_name){family, str_trim(given)};
}

/* Where the family name begins: at its particle ("Laurens van der Maaten"), or with the last word. */
static size_t family_start(struct str s)
{
    size_t last = 0;
    for (size_t i = 1; i < s.n; i++) {
        if (s.p[i - 1] != ' ')
            continue;
        if (s.p[i] >= 'a' && s.p[i] <= 'z')
            return i;
        last = i;
    }
    return last;
}

static size_t last_space(struct str s)
{
    size_t at = SIZE_MAX;
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] == ' ')
            at = i;
    return at;
}

/* "Jonathan Ho", "H. Berenson", "McMurray JJV", "Goodfellow", "何恺明". */
static void add_person(struct str s, struct arena *a, struct citation_names *out)
{
    s = str_trim(s);
    size_t space = last_space(s);
    if (space == SIZE_MAX || !has_latin(s)) {
        add(out, a, s, STR_EMPTY);
    } else if (is_initials(str_from_pos(s, space + 1)) && !is_initials(str_sub(s, 0, space))) {
        add(out, a, str_sub(s, 0, space), str_from_pos(s, space + 1));
    } else {
        size_t family = family_start(s);
        add(out, a, str_from_pos(s, family), str_sub(s, 0, family));
    }
}

/* ---- many in one line ---- */

/* What joins names, as one byte: "Tan, M., & Le, Q." is then "Tan, M.;Le, Q.". */
static struct str mark_joints(struct str s, struct arena *a)
{
    static const struct str joints[] = {STR_INIT(" and "), STR_INIT(" & "), STR_INIT("、"),
                                        STR_INIT("；"), STR_INIT("，")};
    STRBUF_SCOPE(out);
    for (size_t i = 0; i < s.n;) {
        size_t length = 0;
        for (size_t k = 0; k < ARRAY_LEN(joints) && !length; k++)
            if (str_starts(str_from_pos(s, i), joints[k]))
                length = joints[k].n;
        strbuf_add_byte(&out, length ? ';' : s.p[i]);
        i += length ? length : 1;
    }
    return str_copy(a, strbuf_view(&out));
}

static size_t split_by_comma(struct str s, struct str parts[PARTS_MAX])
{
    struct str part;
    size_t n = 0;
    while (n < PARTS_MAX && s.n && str_split(&s, ',', &part))
        if (str_trim(part).n)
            parts[n++] = str_trim(part);
    return n;
}

/* "Tan, M., Chen, B.": every second part is initials. */
static bool is_paired(const struct str *parts, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (is_initials(parts[i]) != (i % 2 == 1))
            return false;
    return n >= 2 && n % 2 == 0;
}

static void add_group(struct str s, bool is_one_name, struct arena *a, struct citation_names *out)
{
    struct str parts[PARTS_MAX];
    size_t n = split_by_comma(s, parts);
    if (is_paired(parts, n) || (is_one_name && n == 2)) {
        for (size_t i = 0; i + 1 < n; i += 2)
            add(out, a, parts[i], parts[i + 1]);
        return;
    }
    for (size_t i = 0; i < n; i++)
        add_person(parts[i], a, out);
}

void citation_add_names(struct str text, bool is_one_of_many, struct arena *a,
                        struct citation_names *out)
{
    struct str rest = mark_joints(drop_others(text, &out->has_others), a);
    struct str group;
    while (rest.n && str_split(&rest, ';', &group))
        add_group(drop_comma(str_trim(group)), is_one_of_many, a, out);
}
