#include "base/utf8.h"
#include "extract/title/title_internal.h"

#define AUTHORS_MAX    64
#define NAME_WORDS_MAX 4
#define INITIALS_MAX   3
#define SURNAME_MIN    2
#define ET_AL_MAX      8 /* bytes of " et al.," at the end */

/* How sure one is that a name is a name. */
enum name_kind {
    NAME_NONE,
    NAME_FULL,  /* "Kaiming He" */
    NAME_PLAIN, /* "He K": with a second one it is sure */
    NAME_SURE,  /* "K. He", "He, K." */
};

/* ---- pieces of names ---- */

/* A letter: ASCII, or any of a script with capitals beyond it ("Müller", "Łukasz"). */
static size_t letter_at(struct str s, size_t i, bool *is_capital)
{
    if (i >= s.n)
        return 0;
    size_t len;
    uint32_t cp = utf8_decode(s, i, &len);
    if (cp < 0x80) {
        *is_capital = ascii_is_upper(s.p[i]);
        return ascii_is_alpha(s.p[i]) ? 1 : 0;
    }
    *is_capital = cp >= 0xC0 && cp <= 0xDE; /* close enough for names */
    return utf8_script(cp) == SCRIPT_WORD ? len : 0;
}

/* A word of a name: letters, inner hyphens and apostrophes. Gives its end, or `i`. */
static size_t word_end(struct str s, size_t i, bool *is_capital)
{
    bool any;
    size_t end = i;
    size_t n = letter_at(s, i, is_capital);
    while (n > 0) {
        end += n;
        bool inner = end + 1 < s.n && (s.p[end] == '-' || s.p[end] == '\'');
        n = letter_at(s, end + inner, &any);
        if (n > 0)
            end += inner;
    }
    return end;
}

/* "K.", "J.-B.", "C. D.": gives the end, or `i`. */
static size_t dotted_initials_end(struct str s, size_t i)
{
    size_t end = i;
    for (int k = 0; k < INITIALS_MAX; k++) {
        bool capital = false;
        size_t at = end;
        if (k > 0 && at < s.n && (s.p[at] == ' ' || s.p[at] == '-'))
            at++;
        size_t n = letter_at(s, at, &capital);
        if (n == 0 || !capital || at + n >= s.n || s.p[at + n] != '.')
            break;
        end = at + n + 1;
    }
    return end;
}

static size_t skip_space(struct str s, size_t i)
{
    while (i < s.n && s.p[i] == ' ')
        i++;
    return i;
}

static size_t capitals_end(struct str s, size_t i)
{
    bool capital;
    size_t end = word_end(s, i, &capital);
    bool is_short = end - i <= INITIALS_MAX && count_capitals(str_sub(s, i, end)) == end - i;
    return is_short ? end : i;
}

/* "XY" of "Zhang XY", "X Y": one to three capitals and nothing else. */
static size_t plain_initials_end(struct str s, size_t i)
{
    size_t end = capitals_end(s, i);
    for (int k = 1; k < INITIALS_MAX && end < s.n && s.p[end] == ' '; k++) {
        size_t next = capitals_end(s, end + 1);
        if (next != end + 2)
            break;
        end = next;
    }
    return end;
}

/* " Jr", ", Jr." behind a name; gives its end, or `i`. */
static size_t suffix_end(struct str s, size_t i)
{
    size_t begin = i + (i < s.n && s.p[i] == ',');
    begin = skip_space(s, begin);
    size_t end = begin;
    while (end < s.n && (ascii_is_digit(s.p[end]) || ascii_is_alpha(s.p[end])))
        end++;
    return begin > i && end > begin && word_is_name_suffix(str_sub(s, begin, end)) ? end : i;
}

/* "van der Maaten", "He", "Ben-David": particles and one capitalised word. */
static size_t surname_end(struct str s, size_t i)
{
    for (int k = 0; k < NAME_WORDS_MAX; k++) {
        bool capital = false;
        size_t end = word_end(s, i, &capital);
        if (end == i)
            return i;
        if (capital)
            return end - i >= SURNAME_MIN ? end : i;
        if (!word_is_particle(str_sub(s, i, end)))
            return i;
        i = skip_space(s, end);
    }
    return i;
}

/* ---- one name ---- */

static bool is_particle_or_initial(struct str s, size_t i, size_t end, bool capital)
{
    return capital || word_is_particle(str_sub(s, i, end));
}

/* "Kaiming He", "Aaron van den Oord", "Ian J. Goodfellow": two to four words. */
static size_t full_name_end(struct str s, size_t i, bool *has_initial)
{
    size_t words = 0;
    size_t last = i;
    *has_initial = false;
    for (size_t at = i; words < NAME_WORDS_MAX + 1;) {
        size_t initials = dotted_initials_end(s, at);
        bool capital = false;
        size_t end = initials > at ? initials : word_end(s, at, &capital);
        *has_initial = *has_initial || initials > at;
        if (end == at || !is_particle_or_initial(s, at, end, capital || initials > at))
            break;
        if (capital && (title_word_is_function(str_sub(s, at, end)) || end - at < SURNAME_MIN))
            break;
        words++;
        last = end;
        if (end >= s.n || s.p[end] != ' ')
            break;
        at = end + 1;
    }
    return words >= 2 && words <= NAME_WORDS_MAX ? last : i;
}

/* "D. Selbst," of "Andrew D. Selbst, …": the capital is no initial behind a surname. */
static bool begins_surname(struct str s, size_t end)
{
    if (end + 2 >= s.n || s.p[end] != '.' || s.p[end + 1] != ' ')
        return false;
    size_t surname = surname_end(s, end + 2);
    struct str rest = str_from_pos(s, surname);
    return surname > end + 2 && (str_starts(rest, STR(",")) || str_starts(rest, STR(" &")) ||
                                 str_starts(rest, STR(" and ")));
}

/* "He, K.", "He, Kaiming", "He K", "K. He", "Kaiming He", "何恺明". */
static size_t latin_name_end(struct str s, size_t i, enum name_kind *kind)
{
    size_t initials = dotted_initials_end(s, i);
    size_t surname = surname_end(s, initials > i ? skip_space(s, initials) : i);
    *kind = NAME_SURE;
    if (initials > i)
        return surname > initials ? surname : i;
    if (surname > i && surname + 1 < s.n && s.p[surname] == ',') {
        size_t behind = skip_space(s, surname + 1);
        size_t end = dotted_initials_end(s, behind);
        if (end > behind)
            return end;
    }
    if (surname > i && surname + 1 < s.n && s.p[surname] == ' ') {
        size_t end = plain_initials_end(s, surname + 1);
        if (end > surname + 1 && !begins_surname(s, end)) {
            *kind = NAME_PLAIN;
            return suffix_end(s, end);
        }
        end = dotted_initials_end(s, surname + 1);
        bool capital;
        if (end > surname + 1 && word_end(s, skip_space(s, end), &capital) == skip_space(s, end))
            return end;
    }
    bool has_initial;
    size_t end = full_name_end(s, i, &has_initial);
    *kind = end > i ? (has_initial ? NAME_SURE : NAME_FULL) : NAME_NONE;
    return end;
}

/* Two to four characters of Han or Hangul between marks. */
static size_t han_name_end(struct str s, size_t i)
{
    size_t count = 0;
    size_t end = i;
    while (end < s.n) {
        size_t len;
        enum script script = utf8_script(utf8_decode(s, end, &len));
        if (script != SCRIPT_HAN && script != SCRIPT_HANGUL)
            break;
        end += len;
        count++;
    }
    return count >= 2 && count <= 4 ? end : i;
}

/* ---- lists ---- */

static size_t et_al_end(struct str s, size_t i)
{
    static const struct str forms[] = {STR_INIT("et al."), STR_INIT("et. al."),
                                       STR_INIT("et al"),  STR_INIT("and others"),
                                       STR_INIT("等人"),   STR_INIT("等")};
    struct str rest = str_from_pos(s, i);
    for (size_t k = 0; k < ARRAY_LEN(forms) && rest.n > 0; k++)
        if (ascii_lower(rest.p[0]) == forms[k].p[0] && str_starts_ci(rest, forms[k]) &&
            is_word_border(s, i + forms[k].n))
            return i + forms[k].n;
    return i;
}

/* What may stand between two names; gives the end, or `i`. */
static size_t joint_end(struct str s, size_t i)
{
    static const struct str joints[] = {STR_INIT(", and "), STR_INIT(", & "), STR_INIT(" and "),
                                        STR_INIT(" & "),    STR_INIT("; "),   STR_INIT(", "),
                                        STR_INIT(","),      STR_INIT("，"),   STR_INIT("、"),
                                        STR_INIT(" 和 "),   STR_INIT("和")};
    struct str rest = str_from_pos(s, i);
    for (size_t k = 0; k < ARRAY_LEN(joints) && rest.n > 0; k++)
        if (rest.p[0] == joints[k].p[0] && str_starts(rest, joints[k]))
            return i + joints[k].n;
    return i;
}

struct author_list {
    size_t end;
    size_t names;
    size_t plain;
    size_t sure;
    bool et_al;
    bool is_han;
};

static size_t add_name(struct str s, size_t i, struct author_list *list)
{
    enum name_kind kind = NAME_NONE;
    size_t end = latin_name_end(s, i, &kind);
    if (end == i) {
        end = han_name_end(s, i);
        list->is_han = list->is_han || end > i;
        kind = NAME_FULL;
    }
    if (end == i)
        return i;
    list->names++;
    list->sure += kind == NAME_SURE;
    list->plain += kind == NAME_PLAIN;
    list->end = end;
    return end;
}

/* "He, Kaiming, …": a surname and given names, at the beginning only. */
static size_t inverted_first_name(struct str s, size_t i, struct author_list *list)
{
    size_t surname = surname_end(s, i);
    if (surname == i || surname + 2 >= s.n || s.p[surname] != ',')
        return i;
    bool capital = false;
    size_t begin = skip_space(s, surname + 1);
    size_t end = word_end(s, begin, &capital);
    size_t joint = joint_end(s, end);
    bool goes_on = et_al_end(s, skip_space(s, joint)) > skip_space(s, joint) ||
                   str_starts(str_from_pos(s, end), STR(", and "));
    if (end == begin || !capital || !goes_on)
        return i;
    list->names++;
    list->end = end;
    return end;
}

static void read_list(struct str s, size_t i, struct author_list *list)
{
    *list = (struct author_list){.end = i};
    size_t at = inverted_first_name(s, i, list);
    if (at == i)
        at = add_name(s, i, list);
    if (at == i) /* "Vaswani et al." */
        at = list->end = surname_end(s, i);
    for (size_t k = 0; at > i && k < AUTHORS_MAX; k++) {
        size_t joint = joint_end(s, at);
        size_t behind = skip_space(s, joint);
        size_t et_al = et_al_end(s, behind);
        if (et_al > behind) {
            list->et_al = true;
            list->end = et_al;
            return;
        }
        if (joint == at)
            break;
        size_t next = add_name(s, behind, list);
        if (next == behind)
            break;
        at = next;
    }
    if (list->names == 0)
        list->end = i;
}

size_t authors_at(struct str s, size_t i, bool *is_certain)
{
    struct author_list list;
    read_list(s, i, &list);
    *is_certain =
        list.et_al || list.sure > 0 || list.plain >= 2 || (list.names >= 3 && !list.is_han);
    return list.end;
}

/* "Lisker & Abramson", "Tilman, Wedin and Knops": gives the end of the last surname, or `i`. */
static size_t bare_surnames_end(struct str s, size_t i)
{
    size_t end = surname_end(s, i);
    for (size_t joint = joint_end(s, end); end > i && joint > end; joint = joint_end(s, end)) {
        size_t next = surname_end(s, joint);
        if (next == joint)
            break;
        end = next;
    }
    return end;
}

bool are_surnames(struct str s)
{
    bool certain;
    size_t end = bare_surnames_end(s, 0);
    size_t et_al = et_al_end(s, skip_space(s, end));
    return s.n > 0 && (end == s.n || et_al == s.n || authors_at(s, 0, &certain) == s.n);
}

size_t surnames_at(struct str s, size_t i)
{
    size_t end = bare_surnames_end(s, i);
    bool has_year = end > i && str_starts(str_from_pos(s, end), STR(" (")) && year_at(s, end + 2);
    return has_year ? end : i;
}

size_t authors_at_end(struct str s)
{
    struct str et_al = STR(" et al");
    size_t last = s.n > ET_AL_MAX ? s.n - ET_AL_MAX : 0;
    size_t mark = str_find(s, et_al, last);
    if (mark == SIZE_MAX || str_find(str_sub(s, 0, mark + et_al.n - 1), et_al, 0) != SIZE_MAX)
        return s.n;
    size_t begin = mark;
    while (begin > 0 && s.p[begin - 1] != ' ')
        begin--;
    while (begin > 0 && strchr(" ,-|(", s.p[begin - 1]))
        begin--;
    return begin > 0 ? begin : s.n;
}
