#include "base/strbuf.h"
#include "base/utf8.h"
#include "extract/title/title_internal.h"

struct latex_letter {
    const char *name;
    const char *letter;
};

static const struct latex_letter latex_letters[] = {
    {"alpha", "α"},  {"beta", "β"},  {"gamma", "γ"}, {"delta", "δ"},      {"epsilon", "ε"},
    {"zeta", "ζ"},   {"eta", "η"},   {"theta", "θ"}, {"iota", "ι"},       {"kappa", "κ"},
    {"lambda", "λ"}, {"mu", "μ"},    {"nu", "ν"},    {"xi", "ξ"},         {"pi", "π"},
    {"rho", "ρ"},    {"sigma", "σ"}, {"tau", "τ"},   {"phi", "φ"},        {"varphi", "φ"},
    {"chi", "χ"},    {"psi", "ψ"},   {"omega", "ω"}, {"varepsilon", "ε"}, {"times", "×"},
    {"infty", "∞"},  {"ell", "ℓ"},
};

struct entity {
    const char *name;
    char byte;
};

static const struct entity entities[] = {
    {"&amp;", '&'},  {"&lt;", '<'},    {"&gt;", '>'},   {"&quot;", '"'},
    {"&#39;", '\''}, {"&apos;", '\''}, {"&nbsp;", ' '}, {"&#x27;", '\''},
};

struct plain {
    struct str s;
    size_t at;
    bool has_math; /* '$' comes in pairs */
    bool in_math;
    struct strbuf *out;
};

static void add_space(struct plain *p)
{
    if (p->out->n > 0 && p->out->p[p->out->n - 1] != ' ')
        strbuf_add_byte(p->out, ' ');
}

/* "\beta" becomes a letter; of a command with an argument only the argument stays. */
static void add_command(struct plain *p)
{
    size_t end = p->at + 1;
    while (end < p->s.n && ascii_is_alpha(p->s.p[end]))
        end++;
    struct str name = str_sub(p->s, p->at + 1, end);
    p->at = end;
    for (size_t i = 0; i < ARRAY_LEN(latex_letters); i++)
        if (str_eq(name, str_from(latex_letters[i].name))) {
            strbuf_add_cstr(p->out, latex_letters[i].letter);
            return;
        }
    if (end >= p->s.n || p->s.p[end] != '{')
        strbuf_add_str(p->out, name);
}

static bool add_entity(struct plain *p)
{
    struct str rest = str_from_pos(p->s, p->at);
    for (size_t i = 0; i < ARRAY_LEN(entities); i++) {
        struct str name = str_from(entities[i].name);
        if (!str_starts(rest, name))
            continue;
        p->at += name.n;
        if (entities[i].byte == ' ')
            add_space(p);
        else
            strbuf_add_byte(p->out, entities[i].byte);
        return true;
    }
    return false;
}

/* Left-over marks of Markdown: "**", "==", "`". */
static bool is_mark(struct plain *p)
{
    char c = p->s.p[p->at];
    if (c == '`')
        return true;
    bool doubled = p->at + 1 < p->s.n && p->s.p[p->at + 1] == c;
    return doubled && (c == '*' || c == '=' || c == '~');
}

static void add_letters(struct plain *p)
{
    size_t end = p->at;
    while (end < p->s.n && ascii_is_alnum(p->s.p[end]))
        end++;
    strbuf_add(p->out, p->s.p + p->at, end - p->at);
    p->at = end;
}

static void add_ascii(struct plain *p)
{
    char c = p->s.p[p->at];
    bool is_script = p->in_math && (c == '^' || c == '_');
    if (c == '\\') {
        add_command(p);
        return;
    }
    if (c == '&' && add_entity(p))
        return;
    if (is_mark(p)) {
        p->at += c == '`' ? 1 : 2;
        return;
    }
    p->at++;
    if (c == '$' && p->has_math)
        p->in_math = !p->in_math;
    else if (ascii_is_space(c))
        add_space(p);
    else if ((unsigned char)c >= 0x20 && c != 0x7F && c != '{' && c != '}' && !is_script)
        strbuf_add_byte(p->out, c);
}

/* Pictures, arrows of user interfaces, stars, variation selectors. */
static bool is_picture(uint32_t cp)
{
    return (cp >= 0x2300 && cp <= 0x27BF) || (cp >= 0x2B00 && cp <= 0x2BFF) ||
           (cp >= 0x1F000 && cp <= 0x1FAFF) || (cp >= 0xFE00 && cp <= 0xFE0F) ||
           (cp >= 0x25A0 && cp <= 0x25FF) || cp == UTF8_BAD;
}

/* The ASCII character that means the same, or 0. */
static char half_width(uint32_t cp)
{
    if (cp >= 0x2018 && cp <= 0x201B)
        return '\'';
    if (cp >= 0x201C && cp <= 0x201F)
        return '"';
    if (cp == 0x2010 || cp == 0x2011)
        return '-';
    bool letter = (cp >= 0xFF10 && cp <= 0xFF19) || (cp >= 0xFF21 && cp <= 0xFF3A) ||
                  (cp >= 0xFF41 && cp <= 0xFF5A);
    bool mark = cp == 0xFF08 || cp == 0xFF09 || cp == 0xFF1A || cp == 0xFF3B || cp == 0xFF3D ||
                cp == 0xFF0B || cp == 0xFF0D || cp == 0xFF06 || cp == 0xFF0F || cp == 0xFF5C;
    return letter || mark ? (char)(cp - 0xFEE0) : 0;
}

static void add_wide(struct plain *p)
{
    size_t len;
    uint32_t cp = utf8_decode(p->s, p->at, &len);
    p->at += len;
    char half = half_width(cp);
    bool is_invisible = (cp >= 0x200B && cp <= 0x200F) || cp == 0x2060 || cp == 0xFEFF;
    if (half) {
        strbuf_add_byte(p->out, half);
        if (half == ':')
            add_space(p);
    } else if (is_invisible || cp == 0xAD) {
        return;
    } else if (utf8_script(cp) == SCRIPT_SPACE || is_picture(cp)) {
        add_space(p);
    } else {
        strbuf_add_codepoint(p->out, cp);
    }
}

struct str title_plain(struct str visible, struct arena *a)
{
    STRBUF_SCOPE(out);
    size_t dollars = 0;
    for (size_t i = 0; i < visible.n; i++)
        dollars += visible.p[i] == '$';
    struct plain p = {.s = visible, .has_math = dollars > 0 && dollars % 2 == 0, .out = &out};
    while (p.at < visible.n) {
        if (ascii_is_alnum(visible.p[p.at]))
            add_letters(&p);
        else if ((unsigned char)visible.p[p.at] < 0x80)
            add_ascii(&p);
        else
            add_wide(&p);
    }
    return str_copy(a, str_trim(strbuf_view(&out)));
}
