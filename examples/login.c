/* The smallest useful program: a visitor logs in, and is known when the cookie comes back. */
#define _DEFAULT_SOURCE /* for getentropy */
#include <cello_session.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* Once, when the server starts. In earnest the secret is read from a file: `cello-session keygen`.
 */
static cello_session_status start(cello_session_signer *signer) {
  static const uint8_t secret[] = "session-secret-minimum-32-bytes-long";
  cello_session_config config;
  cello_session_status status =
      cello_session_config_init(&config, sizeof config, CELLO_SESSION_ABI_VERSION);
  config.signing_secret = secret;
  config.signing_secret_len = sizeof secret - 1;
  return status != CELLO_SESSION_OK ? status : cello_session_signer_init(signer, &config);
}

/* POST /login, when the password was right: makes the value of the Set-Cookie field. */
static int log_in(const cello_session_signer *signer, char *line, size_t line_cap, size_t *len) {
  const uint64_t now = (uint64_t)time(NULL);
  uint8_t id[CELLO_SESSION_ID_LEN];
  cello_session s;
  return getentropy(id, sizeof id) == 0 &&
         cello_session_begin(signer, id, now, &s) == CELLO_SESSION_OK &&
         cello_session_set_text(&s, CELLO_SESSION_STR("user_id"), CELLO_SESSION_STR("123")) ==
             CELLO_SESSION_OK &&
         cello_session_cookie_write(signer, &s, now, line, line_cap, len) == CELLO_SESSION_OK;
}

/* GET /profile. A valid cookie alone is no login, a guest's basket has one too: ask for the key. */
static void profile(const cello_session_signer *signer, const char *cookie_header) {
  const uint64_t now = (uint64_t)time(NULL);
  cello_session s;
  const char *user;
  size_t len = strlen(cookie_header);
  cello_session_status status = cello_session_cookie_read(signer, cookie_header, len, now, &s);
  if (status == CELLO_SESSION_OK)
    status = cello_session_get_text(&s, CELLO_SESSION_STR("user_id"), &user, &len);
  if (status == CELLO_SESSION_OK)
    printf("200 Hello, user %.*s\n", (int)len, user);
  else
    printf("303 To the login page (%s)\n", cello_session_status_message(status));
}

int main(void) {
  cello_session_signer signer;
  char line[CELLO_SESSION_COOKIE_LINE_LEN_MAX + 1];
  size_t len = 0;
  if (start(&signer) != CELLO_SESSION_OK || !log_in(&signer, line, sizeof line - 1, &len))
    return 1;
  printf("Set-Cookie: %.*s\n", (int)len, line);
  line[strcspn(line, ";")] = '\0'; /* a browser sends back NAME=VALUE */
  profile(&signer, line);
  profile(&signer, "theme=dark");
  cello_session_signer_wipe(&signer);
  return 0;
}
