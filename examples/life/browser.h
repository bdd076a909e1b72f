/* As much of a browser as the demo needs: it keeps our cookie, and sends it among the cookies of
 * others. */
#ifndef BROWSER_H
#define BROWSER_H

#include <stddef.h>

/* Keeps NAME=VALUE of a Set-Cookie field; one with Max-Age=0 removes it, as RFC 6265 has it. */
void browser_take(const char *set_cookie, size_t set_cookie_len);

/* The Cookie field of the next request, and its length; valid until the next call. */
const char *browser_cookie_header(size_t *len_out);

/* The value of our cookie alone: the token, "" when there is none. */
const char *browser_token(void);

#endif
