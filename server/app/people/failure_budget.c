#include "app/people/people_internal.h"
#include "base/hash.h"

#define WINDOW_MS 60000

static struct failure *find(struct failure_budget *b, uint64_t address, int64_t now_ms)
{
    struct failure *oldest = &b->items[0];
    for (size_t i = 0; i < ADDRESSES_KEPT; i++) {
        if (b->items[i].address == address)
            return &b->items[i];
        if (b->items[i].since_ms < oldest->since_ms)
            oldest = &b->items[i];
    }
    *oldest = (struct failure){.address = address, .since_ms = now_ms};
    return oldest;
}

bool failure_budget_spend(struct failure_budget *b, struct str remote, int64_t now_ms)
{
    struct failure *f = find(b, hash_bytes(remote), now_ms);
    if (now_ms - f->since_ms >= WINDOW_MS) {
        f->since_ms = now_ms;
        f->count = 0;
    }
    return ++f->count <= FAILURES_PER_MINUTE;
}
