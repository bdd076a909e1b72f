/* The demo's browser: one site, one cookie of ours, and what the visitors of such a site send
 * besides. */
#include "browser.h"

#include <cello_session.h>
#include <stdio.h>
#include <string.h>

static const char BEFORE[] = "_ga=GA1.1.1926340927.1700000001; theme=dark; ";
static const char AFTER[] =
    "csrftoken=Yq0mB1xTz7; consent={\"stats\":true%2C\"ads\":false}; lang=\"de-AT\"";

static char jar[CELLO_SESSION_COOKIE_LINE_LEN_MAX + 1];

void browser_take(const char *set_cookie, size_t set_cookie_len) {
  if (set_cookie_len >= sizeof jar)
    return;
  memcpy(jar, set_cookie, set_cookie_len);
  jar[set_cookie_len] = '\0';
  if (strstr(jar, "; Max-Age=0") != NULL)
    jar[0] = '\0';
  jar[strcspn(jar, ";")] = '\0';
}

const char *browser_cookie_header(size_t *len_out) {
  static char header[sizeof jar + sizeof BEFORE + sizeof AFTER + 2];
  const char *separator = jar[0] == '\0' ? "" : "; ";
  snprintf(header, sizeof header, "%s%s%s%s", BEFORE, jar, separator, AFTER);
  *len_out = strlen(header);
  return header;
}

const char *browser_token(void) {
  const char *equals = strchr(jar, '=');
  return equals == NULL ? "" : equals + 1;
}
