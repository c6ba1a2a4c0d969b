#include "base/arena.h"
#include "base/ascii.h"
#include "base/utf8.h"
#include "extract/vocabulary/file/list_builder_internal.h"

struct str vocabulary_language(struct str text)
{
    struct str lang = STR("en");
    size_t len;
    for (size_t i = 0; i < text.n; i += len) {
        switch (utf8_script(utf8_decode(text, i, &len))) {
        case SCRIPT_KANA:
            return STR("ja");
        case SCRIPT_HANGUL:
            return STR("ko");
        case SCRIPT_HAN:
            lang = STR("zh");
            break;
        default:
            break;
        }
    }
    return lang;
}

static bool is_traditional(struct str tag)
{
    static const struct str parts[] = {STR_INIT("hant"), STR_INIT("tw"), STR_INIT("hk"),
                                       STR_INIT("mo")};
    struct str part;
    while (str_split(&tag, '-', &part))
        for (size_t i = 0; i < ARRAY_LEN(parts); i++)
            if (str_eq_ci(part, parts[i]))
                return true;
    return false;
}

/* The languages that labels usually have need no copy. */
static struct str shared_name(struct str language)
{
    static const struct str usual[] = {
        STR_INIT("en"), STR_INIT("zh"), STR_INIT("ja"), STR_INIT("ko"), STR_INIT("de"),
        STR_INIT("fr"), STR_INIT("es"), STR_INIT("it"), STR_INIT("pt"), STR_INIT("ru")};
    for (size_t i = 0; i < ARRAY_LEN(usual); i++)
        if (str_eq_ci(language, usual[i]))
            return usual[i];
    return STR_EMPTY;
}

struct str language_of(struct str tag, struct str text, bool *is_variant)
{
    size_t end = str_find_byte(tag, '-', 0);
    struct str primary = str_sub(tag, 0, end == SIZE_MAX ? str_find_byte(tag, '_', 0) : end);
    bool is_tag = primary.n >= 2 && primary.n <= 8;
    for (size_t i = 0; i < primary.n; i++)
        is_tag = is_tag && ascii_is_alpha(primary.p[i]);
    *is_variant = is_tag && is_traditional(tag);
    if (!is_tag)
        return vocabulary_language(text);
    struct str known = shared_name(primary);
    return known.n ? known : primary;
}

struct str label_clean(struct str text, struct arena *a)
{
    char *p = arena_alloc(a, text.n);
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        if (c > ' ' && c != 0x7F)
            p[n++] = (char)c;
        else if (n && p[n - 1] != ' ')
            p[n++] = ' ';
    }
    return str_trim(str_of(p, n));
}

struct str text_cut(struct str text, size_t max)
{
    if (text.n <= max)
        return text;
    return str_sub(text, 0, utf8_prev(text, max + 1));
}

static bool is_scheme(struct str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (!ascii_is_alnum(text.p[i]) && !strchr("+-.", text.p[i]))
            return false;
    return text.n >= 2 && ascii_is_alpha(text.p[0]);
}

bool iri_is_absolute(struct str iri)
{
    size_t colon = str_find_byte(iri, ':', 0);
    for (size_t i = 0; i < iri.n; i++)
        if ((unsigned char)iri.p[i] <= ' ' || strchr("<>\"{}|\\^`\x7f", iri.p[i]))
            return false;
    return colon != SIZE_MAX && iri.n > colon + 1 && is_scheme(str_sub(iri, 0, colon));
}
