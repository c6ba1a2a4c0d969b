#include "api_internal.h"
#include "base/arena.h"
#include "base/embed.h"
#include "base/file.h"

#include <fcntl.h>
#include <unistd.h>

#define STATIC_FILE_MAX ((size_t)16 << 20)

static const char *mime_of(struct str path)
{
    static const char *const types[][2] = {
        {".html", "text/html; charset=utf-8"},
        {".js", "text/javascript; charset=utf-8"},
        {".css", "text/css; charset=utf-8"},
        {".json", "application/json; charset=utf-8"},
        {".svg", "image/svg+xml"},
    };
    for (size_t i = 0; i < ARRAY_LEN(types); i++)
        if (str_ends(path, str_from(types[i][0])))
            return types[i][1];
    return "application/octet-stream";
}

/* The first document, with its addresses below the path where a proxy shows it. */
static bool send_below_base(struct response *r, const char *base, struct str html)
{
    const struct str mark = STR("=\"/");
    size_t from = 0;
    for (size_t at = str_find(html, mark, 0); at != SIZE_MAX; at = str_find(html, mark, from)) {
        strbuf_add_str(&r->body, str_sub(html, from, at));
        strbuf_printf(&r->body, "=\"%s/", base);
        from = at + mark.n;
    }
    strbuf_add_str(&r->body, str_from_pos(html, from));
    response_content_type(r, "text/html; charset=utf-8");
    response_header(r, "Cache-Control", STR("no-store"));
    return true;
}

/* Development: the file of the folder, fresh at each request. */
static bool send_from_folder(const char *folder, struct request *q, struct response *r,
                             struct str path, struct err *e)
{
    struct str bytes;
    int dir = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
    bool ok = dir >= 0 &&
              file_read(dir, str_cstr(q->arena, path), STATIC_FILE_MAX, q->arena, &bytes, NULL, e);
    if (dir >= 0)
        (void)close(dir);
    if (!ok)
        return err_set(e, ERR_NOT_FOUND, "There is no such file.");
    strbuf_add_str(&r->body, bytes);
    response_content_type(r, mime_of(path));
    response_header(r, "Cache-Control", STR("no-store"));
    return true;
}

static bool send_embedded(struct request *q, struct response *r, const struct embedded_file *file)
{
    response_header(r, "ETag", str_from(file->etag));
    response_header(r, "Cache-Control", STR("no-cache"));
    if (str_has(request_header(q, "if-none-match"), str_from(file->etag))) {
        r->status = 304;
        return true;
    }
    r->borrowed = file->bytes;
    r->borrowed_gzip = file->gzip;
    response_content_type(r, file->mime);
    return true;
}

static struct str joined_path(struct request *q)
{
    STRBUF_SCOPE(path);
    for (size_t i = 0; i < q->n_segments; i++)
        strbuf_printf(&path, "%s%.*s", i ? "/" : "", STR_FMT(q->segments[i]));
    return str_copy(q->arena, strbuf_view(&path));
}

/* Names of papers and notes have dots, so that only the place tells a file from a view. */
static bool is_file_address(const struct request *q, struct str path)
{
    return q->n_segments && (str_eq(q->segments[0], STR("assets")) ||
                             (q->n_segments == 1 && str_find_byte(path, '.', 0) != SIZE_MAX));
}

/* A file when there is one; the page for addresses that are views ("/papers/…"), which the page
 * itself reads; nothing below /api/. */
bool api_fallback(void *context, struct request *q, struct response *r, struct err *e)
{
    struct api *api = context;
    bool is_api = q->n_segments && str_eq(q->segments[0], STR("api"));
    struct str path = joined_path(q);
    if (is_api || str_has(path, STR("..")))
        return err_set(e, ERR_NOT_FOUND,
                       "There is nothing at this address. /api/v1 lists what there is.");
    bool is_file = is_file_address(q, path);
    if (api->static_dir)
        return send_from_folder(api->static_dir, q, r, is_file ? path : STR("index.html"), e);
    const struct embedded_file *file =
        embed_find(str_from(arena_printf(q->arena, "static/%.*s", STR_FMT(path))));
    if (!file && !is_file)
        file = embed_find(STR("static/index.html"));
    if (!file)
        return err_set(e, ERR_NOT_FOUND, "There is no such file.");
    if (api->base_path && str_eq(str_from(file->mime), STR("text/html; charset=utf-8")))
        return send_below_base(r, api->base_path, file->bytes);
    return send_embedded(q, r, file);
}
