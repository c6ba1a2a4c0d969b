#include "base/arena.h"
#include "store/class_internal.h"
#include "store/fact/fact_pack_internal.h"

/* After the head: three counts; the place of each record, papers first; behind each mention the
 * number of keys up to and with its own; the keys; the records. */
enum { COUNT_BYTES = 4, PLACE_BYTES = 4, KEY_BYTES = 8, PLACES_AT = PACK_HEAD + 3 * COUNT_BYTES };

/* Empty lists, which most are, take one byte. */
static void pack_json(struct packer *p, struct str json)
{
    pack_text(p, json.n > 2 ? json : STR_EMPTY);
}

static struct str unpack_json(struct unpacker *u, struct str when_empty)
{
    struct str json = unpack_text(u);
    return json.n ? json : when_empty;
}

static void pack_paper(struct packer *p, const struct fact_paper *f)
{
    pack_text(p, f->key);
    pack_word(p, f->status);
    pack_text(p, f->title);
    pack_text(p, f->short_name);
    pack_text(p, f->venue);
    pack_varint(p, (uint64_t)f->year);
    pack_varint(p, (uint64_t)f->line);
    pack_json(p, f->aliases);
    pack_json(p, f->identifiers);
    pack_json(p, f->urls);
    pack_json(p, f->resources);
    pack_json(p, f->authors);
}

static void pack_concept(struct packer *p, const struct fact_concept *f)
{
    pack_text(p, f->key);
    pack_word(p, f->kind);
    pack_word(p, f->origin);
    pack_json(p, f->labels);
    pack_json(p, f->alternatives);
}

static bool is_of(const struct join_key *key, const struct fact_set *f, size_t mention)
{
    size_t index = mention < f->n_papers ? mention : mention - f->n_papers;
    return (key->type == 'c') == (mention >= f->n_papers) && (size_t)key->index == index;
}

static void pack_keys(struct packer *p, const struct fact_set *f)
{
    size_t n_mentions = f->n_papers + f->n_concepts;
    size_t ends = PLACES_AT + n_mentions * PLACE_BYTES;
    size_t keys = ends + n_mentions * PLACE_BYTES;
    for (size_t i = 0, end = 0; i < n_mentions; i++) {
        while (end < f->n_keys && is_of(&f->keys[end], f, i))
            end++;
        pack_set_u32(p, ends + i * PLACE_BYTES, (uint32_t)end);
    }
    for (size_t i = 0; i < f->n_keys; i++)
        pack_set_u64(p, keys + i * KEY_BYTES, f->keys[i].key);
}

struct str fact_pack_mentions(struct packer *p, const struct fact_set *f)
{
    size_t n_mentions = f->n_papers + f->n_concepts;
    pack_start(p);
    (void)pack_room(p, 3 * COUNT_BYTES + n_mentions * 2 * PLACE_BYTES + f->n_keys * KEY_BYTES);
    pack_set_u32(p, PACK_HEAD, (uint32_t)f->n_papers);
    pack_set_u32(p, PACK_HEAD + COUNT_BYTES, (uint32_t)f->n_concepts);
    pack_set_u32(p, PACK_HEAD + 2 * COUNT_BYTES, (uint32_t)f->n_keys);
    pack_keys(p, f);
    for (size_t i = 0; i < n_mentions; i++) {
        pack_set_u32(p, PLACES_AT + i * PLACE_BYTES, (uint32_t)p->bytes.n);
        if (i < f->n_papers)
            pack_paper(p, &f->papers[i]);
        else
            pack_concept(p, &f->concepts[i - f->n_papers]);
    }
    return pack_seal(p);
}

/* ---- reading ---- */

static struct unpacker reader_of(const struct fact_view *v, size_t at)
{
    return (struct unpacker){.bytes = v->bytes, .at = at, .words = v->words, .n_words = v->n_words};
}

bool fact_view_open(int64_t note_id, struct str blob, struct arena *a, struct fact_view *out)
{
    struct unpacker u;
    *out = (struct fact_view){.note_id = note_id};
    if (!unpack_open(blob, a, &u))
        return false;
    out->n_papers = unpack_u32_at(&u, PACK_HEAD);
    out->n_concepts = unpack_u32_at(&u, PACK_HEAD + COUNT_BYTES);
    out->n_keys = unpack_u32_at(&u, PACK_HEAD + 2 * COUNT_BYTES);
    out->bytes = blob;
    out->words = u.words;
    out->n_words = u.n_words;
    return out->n_papers <= blob.n && out->n_concepts <= blob.n && out->n_keys <= blob.n;
}

static struct unpacker record_at(const struct fact_view *v, size_t mention)
{
    struct unpacker u = reader_of(v, 0);
    u.at = unpack_u32_at(&u, PLACES_AT + mention * PLACE_BYTES);
    return u;
}

void fact_view_paper(const struct fact_view *v, size_t index, struct fact_paper *out)
{
    struct unpacker u = record_at(v, index);
    *out = (struct fact_paper){.note_id = v->note_id, .index = (int64_t)index};
    out->key = unpack_text(&u);
    out->status = unpack_word(&u);
    out->title = unpack_text(&u);
    out->short_name = unpack_text(&u);
    out->venue = unpack_text(&u);
    out->year = (int64_t)unpack_varint(&u);
    out->line = (int64_t)unpack_varint(&u);
    out->aliases = unpack_json(&u, STR("[]"));
    out->identifiers = unpack_json(&u, STR("[]"));
    out->urls = unpack_json(&u, STR("[]"));
    out->resources = unpack_json(&u, STR("[]"));
    out->authors = unpack_json(&u, STR("[]"));
}

void fact_view_concept(const struct fact_view *v, size_t index, struct fact_concept *out)
{
    struct unpacker u = record_at(v, v->n_papers + index);
    *out = (struct fact_concept){.note_id = v->note_id, .index = (int64_t)index};
    out->key = unpack_text(&u);
    out->kind = unpack_word(&u);
    out->origin = unpack_word(&u);
    out->labels = unpack_json(&u, STR("{}"));
    out->alternatives = unpack_json(&u, STR("[]"));
}

void fact_view_keys(const struct fact_view *v, char type, size_t index, struct arena *a,
                    struct join_key **out, size_t *n)
{
    const struct unpacker u = reader_of(v, 0);
    size_t n_mentions = v->n_papers + v->n_concepts;
    size_t ends = PLACES_AT + n_mentions * PLACE_BYTES;
    size_t keys = ends + n_mentions * PLACE_BYTES;
    size_t mention = (type == 'c' ? v->n_papers : 0) + index;
    size_t first = mention ? unpack_u32_at(&u, ends + (mention - 1) * PLACE_BYTES) : 0;
    size_t last = unpack_u32_at(&u, ends + mention * PLACE_BYTES);
    *n = mention < n_mentions && first <= last && last <= v->n_keys ? last - first : 0;
    *out = ARENA_ARRAY(a, struct join_key, *n);
    for (size_t i = 0; i < *n; i++)
        (*out)[i] = (struct join_key){.key = unpack_u64_at(&u, keys + (first + i) * KEY_BYTES),
                                      .index = (int64_t)index,
                                      .type = type};
}

static void add_keys(const struct fact_view *v, char type, size_t index, struct arena *a,
                     struct fact_set *out)
{
    struct join_key *keys;
    size_t n;
    fact_view_keys(v, type, index, a, &keys, &n);
    for (size_t i = 0; i < n && out->n_keys < v->n_keys; i++)
        out->keys[out->n_keys++] = keys[i];
}

void fact_view_unpack(const struct fact_view *v, struct arena *a, struct fact_set *out)
{
    out->papers = ARENA_ARRAY(a, struct fact_paper, v->n_papers);
    out->concepts = ARENA_ARRAY(a, struct fact_concept, v->n_concepts);
    out->keys = ARENA_ARRAY(a, struct join_key, v->n_keys);
    for (size_t i = 0; i < v->n_papers; i++) {
        fact_view_paper(v, i, &out->papers[i]);
        add_keys(v, 'p', i, a, out);
    }
    for (size_t i = 0; i < v->n_concepts; i++) {
        fact_view_concept(v, i, &out->concepts[i]);
        add_keys(v, 'c', i, a, out);
    }
    out->n_papers = v->n_papers;
    out->n_concepts = v->n_concepts;
}
