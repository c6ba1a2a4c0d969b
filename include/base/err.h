/* err.h: the one way in which functions fail.
 *
 * A fallible function returns bool (true = done), takes `struct err *` last and is MUST_USE:
 *
 *     if (!note_read(path, &note, e))
 *         return false;
 *     return err_set(e, ERR_NOT_FOUND, "No note is called \"%s\".", name);
 *
 * The first error wins: a second err_set on the same object changes nothing, so that code which
 * unwinds may be careless. `msg` is for the client, names the place and the fix, and never holds a
 * path of this machine, SQL or a library's text: those go into `detail`, which is only logged, once,
 * where the error is handled. Passing NULL for `e` is allowed and loses the text. */
#ifndef PS_BASE_ERR_H
#define PS_BASE_ERR_H

#include <stdbool.h>

#include "base/attr.h"

/* name, HTTP status, wire code, title. The wire code never changes; titles are in English and
 * Chinese. */
/* clang-format off */
#define ERR_TABLE(X)                                                                                                            \
    X(NONE,                0,   "none",                  "No error",                              "没有错误")                   \
    X(BAD_REQUEST,         400, "bad-request",           "The request is not valid HTTP for us",  "请求无效")                   \
    X(BAD_JSON,            400, "bad-json",              "The body is not valid JSON",            "正文不是有效的 JSON")        \
    X(INVALID_PARAMETER,   400, "invalid-parameter",     "A parameter is not valid",              "参数无效")                   \
    X(CURSOR_MISMATCH,     400, "cursor-mismatch",       "The cursor belongs to another query",   "游标属于另一个查询")         \
    X(UNAUTHENTICATED,     401, "unauthenticated",       "A token is needed",                     "需要令牌")                   \
    X(FORBIDDEN,           403, "forbidden",             "This is not allowed",                   "没有权限")                   \
    X(ORIGIN_NOT_ALLOWED,  403, "origin-not-allowed",    "The origin is not allowed",             "不允许的来源")               \
    X(NOT_FOUND,           404, "not-found",             "There is no such thing",                "没有找到")                   \
    X(METHOD_NOT_ALLOWED,  405, "method-not-allowed",    "The method is not allowed here",        "此处不允许该方法")           \
    X(TIMEOUT,             408, "request-timeout",       "The request came too slowly",           "请求超时")                   \
    X(CONFLICT,            409, "conflict",              "The change conflicts",                  "更改有冲突")                 \
    X(GONE,                410, "gone",                  "It is no longer there",                 "已不存在")                   \
    X(VERSION_MISMATCH,    412, "version-mismatch",      "It has changed in the meantime",        "版本不一致")                 \
    X(TOO_LARGE,           413, "too-large",             "It is too large",                       "内容过大")                   \
    X(UNSUPPORTED_TYPE,    415, "unsupported-media-type","The content type is not supported",     "不支持的内容类型")           \
    X(HOST_NOT_ALLOWED,    421, "host-not-allowed",      "The Host header is not allowed",        "不允许的主机名")             \
    X(VALIDATION,          422, "validation",            "The document is not valid",             "文档无效")                   \
    X(UNKNOWN_CONCEPT,     422, "unknown-concept",       "No concept or paper has this name",     "没有这个名称的概念或论文")   \
    X(AMBIGUOUS_TERM,      422, "ambiguous-term",        "The name stands for several things",    "名称有歧义")                 \
    X(QUERY_SYNTAX,        422, "query-syntax",          "The query could not be read",           "无法理解该查询")             \
    X(QUERY_TOO_EXPENSIVE, 422, "query-too-expensive",   "The query asks for too much",           "查询代价过高")               \
    X(BAD_NOTE,            422, "bad-note",              "The note cannot be taken in",           "无法读入该笔记")             \
    X(RATE_LIMITED,        429, "rate-limited",          "Too many requests",                     "请求过多")                   \
    X(HEADERS_TOO_LARGE,   431, "headers-too-large",     "The request headers are too large",     "请求头过大")                 \
    X(INTERNAL,            500, "internal",              "Something went wrong inside",           "内部错误")                   \
    X(NOT_IMPLEMENTED,     501, "not-implemented",       "The method is not known",               "不支持的方法")               \
    X(BUSY,                503, "busy",                  "Busy: try again shortly",               "繁忙，请稍后重试")           \
    X(QUERY_TIMEOUT,       503, "query-timeout",         "The query took too long",               "查询超时")                   \
    X(STORAGE,             507, "storage-full",          "The data cannot be written",            "无法写入数据")               \
    X(IO,                  500, "io",                    "A file could not be read or written",   "文件读写失败")               \
    X(LOCKED,              503, "locked",                "The data folder is in use",             "数据目录正在使用")           \
    X(SCHEMA,              500, "schema",                "The data was written by another version","数据由其他版本写入")        \
    X(USAGE,               400, "usage",                 "The command line is not understood",    "命令行有误")                 \
    X(UNREACHABLE,         502, "unreachable",           "The server cannot be reached",          "无法连接服务器")             \
    X(INTERRUPTED,         503, "interrupted",           "Stopped before it was done",            "已中断")

/* clang-format on */

enum err_code {

#define ERR_MEMBER(name, status, slug, en, zh) ERR_##name,
    ERR_TABLE(ERR_MEMBER)
#undef ERR_MEMBER
};

struct err {
    enum err_code code; /* ERR_NONE until something fails */
    char msg[320];      /* for the client */
    char detail[240];   /* for the log */
};

/* Always false, so that a failure is one line. */
bool err_set(struct err *e, enum err_code code, const char *fmt, ...) PRINTF(3, 4);
/* The same with a detail for the log. */
bool err_set_detail(struct err *e, enum err_code code, const char *detail, const char *fmt, ...)
    PRINTF(4, 5);

int err_status(enum err_code code);           /* HTTP status */
const char *err_slug(enum err_code code);     /* wire code */
const char *err_title(enum err_code code);    /* English */
const char *err_title_zh(enum err_code code); /* Chinese */

/* Aborts: an invariant of ours is broken. Never for anything that a client, a file or the database
 * can cause. */
#define BUG(msg) err_bug(__FILE__, __LINE__, (msg))
_Noreturn void err_bug(const char *file, int line, const char *msg);

#endif
