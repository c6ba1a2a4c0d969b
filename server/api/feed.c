#include "feed_internal.h"

#include "base/clock.h"
#include "base/hash.h"
#include "base/utf8.h"

static bool is_xml(uint32_t cp)
{
    return (cp >= 0x20 || cp == '\t' || cp == '\n') && (cp & 0xFFFE) != 0xFFFE;
}

static void add_text(struct strbuf *out, struct str s)
{
    for (size_t i = 0, n; i < s.n; i += n) {
        uint32_t cp = utf8_decode(s, i, &n);
        if (cp < 0x80 && is_xml(cp))
            strbuf_add_html(out, (char)cp);
        else
            strbuf_add_codepoint(out, is_xml(cp) ? cp : 0xFFFD);
    }
}

static void add_element(struct strbuf *out, const char *name, struct str text)
{
    strbuf_printf(out, "<%s>", name);
    add_text(out, text);
    strbuf_printf(out, "</%s>", name);
}

/* A UUID of version 8 (RFC 9562): the bytes are a hash of ours. */
static void add_id(struct api_call *c, struct str thing)
{
    char hash[SHA256_HEX + 1];
    STRBUF_SCOPE(name);
    strbuf_add_str(&name, store_secret(c->api->library->store));
    strbuf_add_str(&name, thing);
    hash_sha256_hex(strbuf_view(&name), hash);
    strbuf_printf(&c->r->body, "<id>urn:uuid:%.8s-%.4s-8%.3s-8%.3s-%.12s</id>", hash, hash + 8,
                  hash + 12, hash + 15, hash + 18);
}

static void add_updated(struct strbuf *out, int64_t ms)
{
    char at[CLOCK_TEXT];
    clock_format(ms, at);
    add_element(out, "updated", str_from(at));
}

/* Addresses are relative to the one of the feed, which only its reader knows. */
static void add_link(struct strbuf *out, const char *relation, struct str path)
{
    strbuf_printf(out, "<link rel=\"%s\" href=\"", relation);
    add_text(out, path);
    strbuf_add_cstr(out, "\"/>");
}

void feed_begin(struct api_call *c, const char *title, struct str self, int64_t updated_ms)
{
    struct strbuf *out = &c->r->body;
    strbuf_add_cstr(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                         "<feed xmlns=\"http://www.w3.org/2005/Atom\">");
    add_element(out, "title", str_from(title));
    add_id(c, self);
    add_updated(out, updated_ms);
    add_link(out, "self", self);
    strbuf_add_cstr(out, "<author><name>paperstack</name></author>");
}

void feed_add(struct api_call *c, struct str thing, struct str title, struct str path,
              struct str author, int64_t updated_ms)
{
    struct strbuf *out = &c->r->body;
    strbuf_add_cstr(out, "\n<entry>");
    add_element(out, "title", title);
    add_id(c, thing);
    add_updated(out, updated_ms);
    add_link(out, "alternate", path);
    if (author.n) {
        strbuf_add_cstr(out, "<author>");
        add_element(out, "name", author);
        strbuf_add_cstr(out, "</author>");
    }
    add_element(out, "summary", title);
    strbuf_add_cstr(out, "</entry>");
}

void feed_end(struct api_call *c)
{
    strbuf_add_cstr(&c->r->body, "\n</feed>\n");
    c->r->allow_gzip = true;
    response_content_type(c->r, "application/atom+xml; charset=utf-8");
}
