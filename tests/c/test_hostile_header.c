/* Cookie headers at the bound of 64 KiB and made to trip a parser over: each ends in a status, and
 * soon. */
#include "fixture.h"

#include <stdlib.h>
#include <string.h>

enum { HEADER_CAP = CELLO_SESSION_COOKIE_HEADER_LEN_MAX + 64 };

static char header[HEADER_CAP];
static size_t header_len;

static void append(const void *data, size_t len) {
  memcpy(header + header_len, data, len);
  header_len += len;
}

static void append_text(const char *text) {
  append(text, strlen(text));
}

static void expect(int line, cello_session_status expected, const cello_session_signer *signer) {
  cello_session session;
  paint(&session, sizeof session);
  check_status(__FILE__, line, "cookie_read", expected,
               cello_session_cookie_read(signer, header, header_len, NOW, &session));
}

#define EXPECT(expected, signer) expect(__LINE__, (expected), &(signer))

static void a_header_has_up_to_64_kib(void) {
  cello_session_signer signer = signer_default();
  cello_session ours = session_of_user(&signer, NOW);
  struct token token = sign_at(&signer, &ours, NOW);
  for (size_t len = 65535; len <= 65537; len++) {
    for (int last = 0; last < 2; last++) {
      memset(header, last ? ';' : 'x', sizeof header);
      header_len = last ? len - 11 - token.len : 0;
      append_text("session_id=");
      append(token.text, token.len);
      append_text(last ? "" : ";");
      header_len = len;
      EXPECT(len <= CELLO_SESSION_COOKIE_HEADER_LEN_MAX ? CELLO_SESSION_OK : CELLO_SESSION_REJECTED,
             signer);
    }
  }
  header_len = 65537;
  memset(header, 'x', sizeof header);
  EXPECT(CELLO_SESSION_REJECTED, signer);
  header_len = 65536;
  EXPECT(CELLO_SESSION_MISSING, signer);
}

/* Every byte value between and around pairs, and random text made of what a parser may trip over.
 */
static void hostile_headers_end_in_a_status(void) {
  static const char *pieces[] = {"session_id=", "session_id", "=",    ";",    " ",    "\t", "\"",
                                 "\\",          ",",          "0YRJ", "\r\n", "\xff", "a"};
  cello_session_signer signer = signer_default();
  cello_session session;
  srand(1);
  for (int round = 0; round < 3000; round++) {
    header_len = 0;
    for (int i = rand() % 60; i > 0; i--) {
      if (rand() % 20 == 0) {
        append("\0", 1);
      } else {
        append_text(pieces[(size_t)rand() % (sizeof pieces / sizeof pieces[0])]);
      }
    }
    cello_session_status status =
        cello_session_cookie_read(&signer, header, header_len, NOW, &session);
    CHECK(status == CELLO_SESSION_MISSING || status == CELLO_SESSION_REJECTED);
  }
  const char *repeated[] = {";",           " ",           "\t",
                            "=",           "session_id=", "session_id=;",
                            "session_id;", "\"",          "session_id=0YRJogEF;"};
  for (size_t i = 0; i < sizeof repeated / sizeof repeated[0]; i++) {
    header_len = 0;
    while (header_len + strlen(repeated[i]) <= CELLO_SESSION_COOKIE_HEADER_LEN_MAX) {
      append_text(repeated[i]);
    }
    int is_ours = strncmp(repeated[i], "session_id=", 11) == 0;
    EXPECT(is_ours ? CELLO_SESSION_REJECTED : CELLO_SESSION_MISSING, signer);
  }
}

int main(void) {
  a_header_has_up_to_64_kib();
  hostile_headers_end_in_a_status();
  return check_report("test_hostile_header");
}
