#include "api_internal.h"

/* What a person does about each kind of problem. */
static const struct {
    enum err_code code;
    const char *example, *fix, *fix_zh;
} problems[] = {

#define PROBLEM(name, example, fix, fix_zh) {ERR_##name, example, fix, fix_zh},
#include "problems.def"
#undef PROBLEM
};

static void add_text(struct strbuf *page, const char *before, const char *text, const char *after)
{
    strbuf_add_cstr(page, before);
    for (const char *p = text; *p; p++)
        strbuf_add_html(page, *p);
    strbuf_add_cstr(page, after);
}

static void add_section(struct strbuf *page, const char *language, const char *title,
                        const char *fix)
{
    strbuf_printf(page, "<section lang=\"%s\">", language);
    add_text(page, "<h2>", title, "</h2>");
    add_text(page, "<p>", fix, "</p></section>\n");
}

/* Both languages, that of the reader first. */
static void write_page(struct strbuf *page, const struct request *q, size_t i)
{
    enum err_code code = problems[i].code;
    bool zh = request_language(q)[0] == 'z';
    strbuf_printf(page, "<!doctype html>\n<html lang=\"%s\"><head><meta charset=\"utf-8\">",
                  zh ? "zh" : "en");
    strbuf_add_cstr(page, "<meta name=\"viewport\" content=\"width=device-width\">");
    add_text(page, "<title>", err_slug(code), "</title></head>\n<body><main>");
    strbuf_printf(page, "<h1><code>%s</code> · HTTP %d</h1>\n", err_slug(code), err_status(code));
    if (zh)
        add_section(page, "zh", err_title_zh(code), problems[i].fix_zh);
    add_section(page, "en", err_title(code), problems[i].fix);
    if (!zh)
        add_section(page, "zh", err_title_zh(code), problems[i].fix_zh);
    add_text(page, "<pre>", problems[i].example, "</pre>\n</main></body></html>\n");
}

bool api_problems_show(void *context, struct request *q, struct response *r, struct err *e)
{
    (void)context;
    struct str code = request_path_param(q, "code");
    for (size_t i = 0; i < ARRAY_LEN(problems); i++) {
        if (!str_eq(code, str_from(err_slug(problems[i].code))))
            continue;
        write_page(&r->body, q, i);
        r->allow_gzip = true;
        response_content_type(r, "text/html; charset=utf-8");
        response_header(r, "Vary", STR("Accept-Language"));
        return true;
    }
    return err_set(e, ERR_NOT_FOUND, "No problem has the code \"%.*s\".", STR_FMT(code));
}
