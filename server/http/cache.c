#include "http/cache_internal.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "base/hash.h"
#include "http_internal.h"

#define SHARDS 16
#define SLOTS  128 /* a shard */

/* One block of memory: this, then key, headers (name, 0, value, 0 …) and body. */
struct cache_entry {
    atomic_uint users;
    uint64_t version;
    const struct route *route;
    size_t key_n, headers_n, body_n;
};

/* Its own lock each, so that threads seldom meet. */
struct shard {
    pthread_mutex_t mutex;
    struct cache_entry *slots[SLOTS];
    size_t bytes, hand; /* `hand`: the slot that goes next when there is too much */
};

struct cache {
    struct strbuf memory; /* which the cache is in */
    struct shard shards[SHARDS];
};

/* ---- life ---- */

struct cache *cache_new(void)
{
    struct strbuf memory = STRBUF_INIT;
    strbuf_reserve(&memory, sizeof(struct cache));
    struct cache *c = (struct cache *)(void *)memory.p;
    memset(c, 0, sizeof(*c));
    c->memory = memory;
    for (size_t i = 0; i < SHARDS; i++)
        (void)pthread_mutex_init(&c->shards[i].mutex, NULL);
    return c;
}

void cache_free(struct cache *c)
{
    if (!c)
        return;
    for (size_t i = 0; i < SHARDS; i++) {
        for (size_t k = 0; k < SLOTS; k++)
            cache_release(c->shards[i].slots[k]);
        (void)pthread_mutex_destroy(&c->shards[i].mutex);
    }
    struct strbuf memory = c->memory;
    strbuf_release(&memory);
}

void cache_release(const struct cache_entry *entry)
{
    struct cache_entry *e = (struct cache_entry *)(uintptr_t)entry;
    if (e && atomic_fetch_sub(&e->users, 1) == 1)
        free(e);
}

/* ---- what an entry holds ---- */

static const char *bytes_of(const struct cache_entry *entry)
{
    return (const char *)(entry + 1);
}

static size_t size_of(const struct cache_entry *entry)
{
    return sizeof(*entry) + entry->key_n + entry->headers_n + entry->body_n;
}

const struct route *cache_route(const struct cache_entry *entry)
{
    return entry->route;
}

struct str cache_body(const struct cache_entry *entry)
{
    return str_of(bytes_of(entry) + entry->key_n + entry->headers_n, entry->body_n);
}

bool cache_next_header(const struct cache_entry *entry, size_t *at, const char **name,
                       const char **value)
{
    const char *headers = bytes_of(entry) + entry->key_n;
    if (*at >= entry->headers_n)
        return false;
    *name = headers + *at;
    *value = *name + strlen(*name) + 1;
    *at += strlen(*name) + strlen(*value) + 2;
    return true;
}

/* ---- keys ---- */

/* The same address gives something else to a client that wants a note as text or HTML. */
static bool may_be_shared(const struct request *q)
{
    return q->method == HTTP_GET && q->target.n && !request_header(q, "if-none-match").n &&
           !str_has(request_header(q, "accept"), STR("text/"));
}

static char variant_of(const struct request *q)
{
    bool zh = request_language(q)[0] == 'z';
    bool gzip = compress_is_accepted(request_header(q, "accept-encoding"));
    return (char)('0' + 2 * zh + gzip);
}

static bool has_key(const struct cache_entry *entry, struct str target, char variant)
{
    const char *key = bytes_of(entry);
    return entry->key_n == target.n + 1 && key[target.n] == variant &&
           memcmp(key, target.p, target.n) == 0;
}

static struct shard *shard_of(struct cache *c, struct str target, char variant, size_t *slot)
{
    uint64_t hash = hash_bytes(target) * 31 + (unsigned char)variant;
    *slot = (hash / SHARDS) % SLOTS;
    return &c->shards[hash % SHARDS];
}

/* ---- finding and keeping ---- */

const struct cache_entry *cache_find(struct cache *c, const struct request *q, uint64_t version)
{
    size_t slot;
    if (!may_be_shared(q))
        return NULL;
    char variant = variant_of(q);
    struct shard *s = shard_of(c, q->target, variant, &slot);
    (void)pthread_mutex_lock(&s->mutex);
    struct cache_entry *entry = s->slots[slot];
    bool fits = entry && entry->version == version && has_key(entry, q->target, variant);
    if (fits)
        atomic_fetch_add(&entry->users, 1);
    (void)pthread_mutex_unlock(&s->mutex);
    return fits ? entry : NULL;
}

static struct cache_entry *make_entry(const struct request *q, const struct route *route,
                                      const struct response *r, char variant)
{
    struct strbuf b = STRBUF_INIT;
    struct cache_entry head = {.version = r->version, .route = route, .key_n = q->target.n + 1};
    strbuf_add(&b, (const char *)&head, sizeof(head));
    strbuf_add_str(&b, q->target);
    strbuf_add_byte(&b, variant);
    for (size_t i = 0; i < r->n_headers; i++) {
        strbuf_add_str(&b, r->headers[i].name);
        strbuf_add_byte(&b, '\0');
        strbuf_add_str(&b, r->headers[i].value);
        strbuf_add_byte(&b, '\0');
    }
    size_t headers_n = b.n - sizeof(head) - head.key_n, n;
    strbuf_add_str(&b, strbuf_view(&r->body));
    struct cache_entry *entry = (struct cache_entry *)(void *)strbuf_take(&b, &n);
    entry->headers_n = headers_n;
    entry->body_n = r->body.n;
    atomic_init(&entry->users, 1);
    return entry;
}

static void empty_slot(struct shard *s, size_t slot)
{
    if (!s->slots[slot])
        return;
    s->bytes -= size_of(s->slots[slot]);
    cache_release(s->slots[slot]);
    s->slots[slot] = NULL;
}

void cache_keep(struct cache *c, const struct request *q, const struct route *route,
                const struct response *r)
{
    size_t slot;
    if (!r->version || r->status != 200 || r->body.n > CACHE_ENTRY_MAX || r->borrowed.p ||
        !may_be_shared(q))
        return;
    char variant = variant_of(q);
    struct cache_entry *entry = make_entry(q, route, r, variant);
    struct shard *s = shard_of(c, q->target, variant, &slot);
    (void)pthread_mutex_lock(&s->mutex);
    empty_slot(s, slot);
    for (size_t i = 0; i < SLOTS && s->bytes + size_of(entry) > CACHE_BYTES / SHARDS; i++)
        empty_slot(s, s->hand++ % SLOTS);
    s->slots[slot] = entry;
    s->bytes += size_of(entry);
    (void)pthread_mutex_unlock(&s->mutex);
}
