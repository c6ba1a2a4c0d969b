/* attr.h: the three function attributes that the headers use.
 * Owns nothing; may be included from anywhere. */
#ifndef PS_BASE_ATTR_H
#define PS_BASE_ATTR_H

/* The caller must look at the result. */
#define MUST_USE __attribute__((warn_unused_result))
/* The compiler checks a printf format: `fmt` and `args` are 1-based parameter positions. */
#define PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
/* No pointer parameter may be NULL. */
#define NONNULL      __attribute__((nonnull))

#define ARRAY_LEN(a) (sizeof(a) / sizeof((a)[0]))

#endif
