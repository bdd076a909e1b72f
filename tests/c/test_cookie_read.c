/* A Cookie header as browsers, proxies and attackers send it: which cookie is ours, and which of
 * several wins. */
#include "fixture.h"

#include <string.h>

static char header[12 * CELLO_SESSION_TOKEN_LEN_MAX];
static size_t header_len;

static void start(const char *text) {
  header_len = strlen(text);
  memcpy(header, text, header_len);
}

static void append(const void *data, size_t len) {
  memcpy(header + header_len, data, len);
  header_len += len;
}

static void append_text(const char *text) {
  append(text, strlen(text));
}

static void append_cookie(const struct token *token) {
  append_text("session_id=");
  append(token->text, token->len);
}

static void expect(int line, cello_session_status expected, const cello_session_signer *signer) {
  cello_session session;
  paint(&session, sizeof session);
  check_status(__FILE__, line, "cookie_read", expected,
               cello_session_cookie_read(signer, header, header_len, NOW, &session));
}

#define EXPECT(expected, signer) expect(__LINE__, (expected), &(signer))

static struct token token_at(const cello_session_signer *signer, uint64_t now_unix_s) {
  cello_session session = session_of_user(signer, now_unix_s);
  return sign_at(signer, &session, now_unix_s);
}

static void our_cookie_is_found_among_others(void) {
  cello_session_signer signer = signer_default();
  struct token token = token_at(&signer, NOW);
  const struct {
    const char *before, *behind;
  } cases[] = {
      {"", ""},
      {"a=b; ", "; c=d"},
      {"a=b;", ";c=d"},
      {"  \t ", " \t  "},
      {"; ;;\t; ", ";;;"},
      {"theme=\"dark; wide\"; ", ""},
      {"_ga=GA1.2.1234.5678; __Host-x=\xc3\xa9; ", "; csrf=a=b=c"},
      {"session_idx=1; xsession_id=2; Session_id=3; session_id2; ", ""},
      {"session_id; ", ""},
      {"=; =x; ", "; ="},
      {"\r\nx=y; ", ""},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    start(cases[i].before);
    append_cookie(&token);
    append_text(cases[i].behind);
    EXPECT(CELLO_SESSION_OK, signer);
  }
}

static void what_is_not_our_name_is_missing(void) {
  cello_session_signer signer = signer_default();
  struct token token = token_at(&signer, NOW);
  const char *others[] = {"",
                          "a=b; x",
                          "Session_id",
                          "SESSION_ID",
                          "session_i",
                          "ession_id",
                          "xsession_id",
                          "session_id ",
                          "session_id\t",
                          "\"session_id\"",
                          "$session_id",
                          "session%5Fid",
                          "\nsession_id",
                          "\rsession_id",
                          "\vsession_id",
                          "\fsession_id",
                          "\xc2\xa0session_id"};
  for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
    start(others[i]);
    append_text("=");
    append(token.text, token.len);
    EXPECT(CELLO_SESSION_MISSING, signer);
  }
  const char *nothing[] = {"",
                           " ",
                           "\t",
                           ";",
                           "; ",
                           " ; ;\t;",
                           "a",
                           "a=b",
                           "session_id",
                           "session_id; a=b",
                           "a=session_id=x"};
  for (size_t i = 0; i < sizeof nothing / sizeof nothing[0]; i++) {
    start(nothing[i]);
    EXPECT(CELLO_SESSION_MISSING, signer);
  }
  cello_session session;
  CHECK_STATUS(CELLO_SESSION_MISSING, cello_session_cookie_read(&signer, NULL, 0, NOW, &session));
}

/* Nothing is unquoted, decoded or trimmed beside the blanks around the pair. */
static void our_name_with_anything_but_a_token_is_rejected(void) {
  cello_session_signer signer = signer_default();
  struct token token = token_at(&signer, NOW);
  const struct {
    const char *before, *behind;
  } cases[] = {{"session_id=\"", "\""}, {"session_id= ", ""},     {"session_id=\t", ""},
               {"session_id==", ""},    {"session_id=", "="},     {"session_id=", "\r"},
               {"session_id=", "\n"},   {"session_id=", ", a=b"}, {"session_id=", "%3D"},
               {"session_id=%30", ""},  {"session_id=", "A"},     {"session_id=", " x"}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    start(cases[i].before);
    append(token.text, token.len);
    append_text(cases[i].behind);
    EXPECT(CELLO_SESSION_REJECTED, signer);
  }
  const char *values[] = {
      "session_id=",        "session_id=;",    "session_id= ", "a=b; session_id=; c=d",
      "session_id=deleted", "session_id=\"\"", "session_id=0", "session_id=;session_id"};
  for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
    start(values[i]);
    EXPECT(CELLO_SESSION_REJECTED, signer);
  }
  start("session_id=");
  append(token.text, token.len);
  append("\0", 1);
  EXPECT(CELLO_SESSION_REJECTED, signer);
}

static void of_several_the_one_signed_last_wins(void) {
  cello_session_signer signer = signer_default();
  struct token tokens[3];
  for (uint64_t i = 0; i < 3; i++) {
    tokens[i] = token_at(&signer, NOW - 100 + i * 10);
  }
  const size_t orders[6][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
  for (size_t i = 0; i < 6; i++) {
    for (int forged_between = 0; forged_between < 2; forged_between++) {
      start("");
      for (size_t j = 0; j < 3; j++) {
        append_cookie(&tokens[orders[i][j]]);
        append_text(forged_between ? "; session_id=forged; " : "; ");
      }
      cello_session session;
      CHECK_STATUS(CELLO_SESSION_OK,
                   cello_session_cookie_read(&signer, header, header_len, NOW, &session));
      cello_session_info info = describe_at(&signer, &session, NOW);
      CHECK_UINT(NOW - 80, info.issued_at_unix_s);
      CHECK_UINT(0, info.changed);
      struct token again = sign_at(&signer, &session, NOW - 80);
      CHECK_BYTES(tokens[2].text, tokens[2].len, again.text, again.len);
    }
  }
}

static void at_a_tie_the_first_wins(void) {
  cello_session_signer signer = signer_default();
  cello_session one = session_of_user(&signer, NOW), two = session_of_user(&signer, NOW);
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_rotate_id(&two, ID_TWO));
  struct token token_one = sign_at(&signer, &one, NOW), token_two = sign_at(&signer, &two, NOW);
  for (int swapped = 0; swapped < 2; swapped++) {
    start("");
    append_cookie(swapped ? &token_two : &token_one);
    append_text("; ");
    append_cookie(swapped ? &token_one : &token_two);
    cello_session session;
    CHECK_STATUS(CELLO_SESSION_OK,
                 cello_session_cookie_read(&signer, header, header_len, NOW, &session));
    cello_session_info info = describe_at(&signer, &session, NOW);
    CHECK_BYTES(swapped ? ID_TWO : ID_ONE, sizeof ID_ONE, info.id, sizeof info.id);
  }
}

/* Where none is good, the one that tells most: EXPIRED, NOT_YET_VALID, REJECTED, MISSING. */
static void of_several_refusals_the_most_telling_is_given(void) {
  cello_session_signer signer = signer_default();
  struct token refused[3];
  refused[0] = token_at(&signer, NOW - DAY_S);
  refused[1] = token_at(&signer, NOW + 61);
  refused[2] = token_at(&signer, NOW);
  refused[2].text[refused[2].len - 5] ^= 1;
  const cello_session_status statuses[] = {CELLO_SESSION_EXPIRED, CELLO_SESSION_NOT_YET_VALID,
                                           CELLO_SESSION_REJECTED};
  for (size_t i = 0; i < 3; i++) {
    for (size_t j = 0; j < 3; j++) {
      start("a=b; ");
      append_cookie(&refused[i]);
      append_text("; ");
      append_cookie(&refused[j]);
      EXPECT(statuses[i < j ? i : j], signer);
    }
  }
  for (size_t i = 0; i < 3; i++) { /* and one that is good beats all of them, wherever it stands */
    struct token good = token_at(&signer, NOW);
    start("");
    append_cookie(&refused[i]);
    append_text("; ");
    append_cookie(&good);
    EXPECT(CELLO_SESSION_OK, signer);
    start("");
    append_cookie(&good);
    append_text("; ");
    append_cookie(&refused[i]);
    EXPECT(CELLO_SESSION_OK, signer);
  }
}

static void eight_of_our_name_are_tried(void) {
  cello_session_signer signer = signer_default();
  struct token good = token_at(&signer, NOW);
  for (size_t before = 0; before <= 9; before++) {
    start("");
    for (size_t i = 0; i < before; i++) {
      append_text("session_id=forged; other=x; ");
    }
    append_cookie(&good);
    EXPECT(before < 8 ? CELLO_SESSION_OK : CELLO_SESSION_REJECTED, signer);
  }
}

int main(void) {
  our_cookie_is_found_among_others();
  what_is_not_our_name_is_missing();
  our_name_with_anything_but_a_token_is_rejected();
  of_several_the_one_signed_last_wins();
  at_a_tie_the_first_wins();
  of_several_refusals_the_most_telling_is_given();
  eight_of_our_name_are_tried();
  return check_report("test_cookie_read");
}
