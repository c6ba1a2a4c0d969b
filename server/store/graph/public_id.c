#include "store/graph/public_id_internal.h"

#include "base/hash.h"

#define DIGITS       12
#define PREFIX_BYTES 2 /* "p_" */

/* The rank of a base-32 digit in byte order, where 2…7 stand before a…z: numbers then sort like the
 * texts. -1 for anything else. */
static int rank_of(char digit)
{
    if (digit >= '2' && digit <= '7')
        return digit - '2';
    if (digit >= 'a' && digit <= 'z')
        return digit - 'a' + 6;
    return -1;
}

static char digit_of(int64_t rank)
{
    return (char)(rank < 6 ? '2' + rank : 'a' + rank - 6);
}

bool public_id_read(struct str text, char prefix, int64_t *out)
{
    if (text.n != PREFIX_BYTES + DIGITS || text.p[0] != prefix || text.p[1] != '_')
        return false;
    int64_t number = 0;
    for (size_t i = PREFIX_BYTES; i < text.n; i++) {
        int rank = rank_of(text.p[i]);
        if (rank < 0)
            return false;
        number = number << 5 | rank;
    }
    *out = number;
    return true;
}

struct str public_id_write(char prefix, int64_t number, struct arena *a)
{
    char text[PREFIX_BYTES + DIGITS] = {prefix, '_'};
    for (size_t i = sizeof(text); i-- > PREFIX_BYTES; number >>= 5)
        text[i] = digit_of(number & 31);
    return str_copy(a, str_of(text, sizeof(text)));
}

int64_t public_id_of_key(struct str key)
{
    char text[PUBLIC_ID_MAX];
    int64_t number = 0;
    hash_public_id('x', key, text);
    if (!public_id_read(str_from(text), 'x', &number))
        BUG("a public id of ours cannot be read back");
    return number;
}
