#include "extract/link/link_internal.h"

/* Digits (and a last 'X') with hyphens and spaces between them; at most 13. */
static size_t read_digits(struct str s, size_t i, char digits[13], size_t *n)
{
    size_t end = i;
    for (*n = 0; i < s.n; i++) {
        char c = s.p[i];
        bool check_x = ascii_upper(c) == 'X' && *n == 9;
        if (ascii_is_digit(c) || check_x) {
            if (*n == 13)
                return 0;
            digits[(*n)++] = ascii_upper(c);
            end = i + 1;
        } else if ((c != '-' && c != ' ') || i != end) {
            break;
        }
        if (check_x)
            break;
    }
    return end;
}

static unsigned value_of(char c)
{
    return c == 'X' ? 10 : (unsigned)(c - '0');
}

/* ISO 2108: weights 10 … 1 modulo 11. */
static bool is_isbn10(const char digits[10])
{
    unsigned sum = 0;
    for (unsigned i = 0; i < 10; i++)
        sum += value_of(digits[i]) * (10 - i);
    return sum % 11 == 0;
}

/* Sum of twelve digits with weights 1 and 3. */
static unsigned isbn13_check(const char digits[12])
{
    unsigned sum = 0;
    for (unsigned i = 0; i < 12; i++)
        sum += value_of(digits[i]) * (i % 2 ? 3 : 1);
    return (10 - sum % 10) % 10;
}

static bool is_isbn13(const char digits[13])
{
    bool book = memcmp(digits, "978", 3) == 0 || memcmp(digits, "979", 3) == 0;
    return book && memchr(digits, 'X', 13) == NULL && isbn13_check(digits) == value_of(digits[12]);
}

size_t isbn_scan(struct str s, size_t i, char out[13])
{
    char digits[13];
    size_t n;
    size_t end = read_digits(s, i, digits, &n);
    if (end < s.n && ascii_is_alnum(s.p[end]))
        return 0;
    if (n == 13 && is_isbn13(digits)) {
        memcpy(out, digits, 13);
        return end;
    }
    if (n != 10 || !is_isbn10(digits))
        return 0;
    memcpy(out, "978", 3);
    memcpy(out + 3, digits, 9);
    out[12] = (char)('0' + isbn13_check(out));
    return end;
}
