/* banned.h: included before every file of ours by the Makefile. What is poisoned here overruns
 * buffers, hides errors or is not safe with threads; the right column says what to use. */
#ifndef PS_BASE_BANNED_H
#define PS_BASE_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#ifndef __cplusplus
#pragma GCC poison strcpy strcat strncpy strncat /* struct strbuf */
#pragma GCC poison sprintf vsprintf              /* snprintf, strbuf_printf */
#pragma GCC poison strtok atoi atol              /* str_split, str_to_u64 */
#pragma GCC poison gmtime localtime ctime        /* base/clock.h */
#endif

#endif
