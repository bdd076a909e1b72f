/* What a call leaves on the stack: each one runs on a stack of its own, which is searched for keys
 * afterwards. */
#define _GNU_SOURCE
#include "fixture.h"

#include <pthread.h>
#include <string.h>

enum { STACK_LEN = 1 << 18, WINDOW_LEN = 16, WINDOWS_MAX = 256 };

static union {
  long double align;
  unsigned char bytes[STACK_LEN];
} stack;

/* Runs of bytes that must not be found: parts of keys, of their prepared states, of a tag nobody
 * was given. */
static unsigned char windows[WINDOWS_MAX][WINDOW_LEN];
static size_t window_count;

static cello_session_config config;
static cello_session_signer signer, signer_out;
static cello_session session, session_out;
static struct token token, forged;
static struct line line;
static cello_session_status status;

static void look_for(const void *secret) {
  CHECK(window_count < WINDOWS_MAX);
  memcpy(windows[window_count++ % WINDOWS_MAX], secret, WINDOW_LEN);
}

/* The mac key of the worked example, and what HMAC makes of it before it hashes. */
static void look_for_the_mac_key(void) {
  static const unsigned char mac_key[33] =
      "\x05\xeb\xf1\x1d\xce\x12\xfb\x20\x22\xed\x0d\x27\xb8\x47\xd7\x71"
      "\xc8\xe4\x24\xa8\x28\x0f\x0b\x6f\xa3\x72\x54\x41\xa7\x62\xc8\x53";
  const unsigned char pads[] = {0x00, 0x36, 0x5c};
  for (size_t i = 0; i < sizeof pads; i++) {
    for (size_t half = 0; half < 32; half += WINDOW_LEN) {
      unsigned char padded[WINDOW_LEN];
      for (size_t j = 0; j < WINDOW_LEN; j++) {
        padded[j] = mac_key[half + j] ^ pads[i];
      }
      look_for(padded);
    }
  }
}

/* What differs between two signers that differ in their secret alone is what was made of it. The
   key id differs too, but is shorter than a window. */
static void look_for_what_a_signer_holds(void) {
  cello_session_config other_config = config_default();
  other_config.signing_secret = SECRET_TWO;
  other_config.signing_secret_len = SECRET_TWO_LEN;
  cello_session_signer other = signer_of(&other_config);
  const unsigned char *a = (const unsigned char *)&signer, *b = (const unsigned char *)&other;
  size_t found = 0;
  declare_defined(&signer, sizeof signer);
  declare_defined(&other, sizeof other);
  for (size_t at = 0; at + WINDOW_LEN <= sizeof signer; at += 8) {
    size_t differing = 0;
    for (size_t i = 0; i < WINDOW_LEN; i++) {
      differing += a[at + i] != b[at + i];
    }
    if (differing >= WINDOW_LEN - 2) {
      look_for(a + at);
      found++;
    }
  }
  CHECK(found >= 4); /* two states of 32 bytes */
}

static size_t on_the_stack(void) {
  size_t found = 0;
  declare_defined(stack.bytes, sizeof stack.bytes);
  for (size_t i = 0; i < window_count; i++) {
    found += memmem(stack.bytes, sizeof stack.bytes, windows[i], WINDOW_LEN) != NULL;
  }
  return found;
}

/* A thread's own beginning and end use the stack too, so that the call is made far below them. */
static volatile size_t somewhere = 100;

static void *run_deep_down(void *call) {
  unsigned char distance[STACK_LEN / 4];
  paint(distance, sizeof distance); /* by another unit, so that no compiler makes it smaller */
  (*(void (**)(void))call)();
  return distance[somewhere] != 0 ? call
                                  : NULL; /* no call, which would overwrite what is searched */
}

static void run(void (*call)(void)) {
  pthread_attr_t attributes;
  pthread_t thread;
  paint(stack.bytes, sizeof stack.bytes);
  CHECK(pthread_attr_init(&attributes) == 0);
  CHECK(pthread_attr_setstack(&attributes, stack.bytes, sizeof stack.bytes) == 0);
  CHECK(pthread_create(&thread, &attributes, run_deep_down, &call) == 0);
  CHECK(pthread_join(thread, NULL) == 0);
  CHECK(pthread_attr_destroy(&attributes) == 0);
}

/* The search itself: a function that leaves a key behind is found out. */
static void leave_a_key_behind(void) {
  volatile unsigned char copies[64 * WINDOW_LEN];
  for (size_t i = 0; i < sizeof copies; i++) {
    copies[i] = windows[0][i % WINDOW_LEN];
  }
  status = copies[somewhere];
}

static void call_signer_init(void) {
  status = cello_session_signer_init(&signer_out, &config);
}

static void call_signer_wipe(void) {
  cello_session_signer_wipe(&signer_out);
}

static void call_sign(void) {
  status = cello_session_sign(&signer, &session, NOW, token.text, sizeof token.text, &token.len);
}

static void call_cookie_write(void) {
  status =
      cello_session_cookie_write(&signer, &session, NOW, line.text, sizeof line.text, &line.len);
}

static void call_verify(void) {
  status = cello_session_verify(&signer, token.text, token.len, NOW, &session_out);
}

static void call_verify_forged(void) {
  status = cello_session_verify(&signer, forged.text, forged.len, NOW, &session_out);
}

static void check_leaves_nothing(const char *name, void (*call)(void),
                                 cello_session_status expected) {
  status = CELLO_SESSION_OK;
  run(call);
  check_case(name);
  CHECK_STATUS(expected, status);
  CHECK_UINT(0, on_the_stack());
  check_case(NULL);
}

/* The tag that would be right is the one thing a forger wants to know. Of the worked example it
   ends in these bytes, and the forged token differs from the right one in what is searched for. */
static void look_for_the_right_tag(void) {
  static const unsigned char tag[33] =
      "\xc5\xb8\x25\x54\xae\x1a\xaa\x8e\xc0\x3d\x24\xf1\x5e\xc3\xff\x79"
      "\xd3\x64\x7c\xc0\x84\xaf\x6c\xc9\xca\xc0\x65\xe2\xeb\x72\x31\xfe";
  CHECK_STATUS(CELLO_SESSION_OK, cello_session_set_text(&session, TEXT("username"), TEXT("alice")));
  forged = sign_at(&signer, &session, NOW);
  for (size_t i = forged.len - 42; i < forged.len - 1; i++) {
    forged.text[i] = forged.text[i] == 'A' ? 'B' : 'A';
  }
  look_for(tag + 2);
  look_for(tag + sizeof tag - 1 - WINDOW_LEN);
}

int main(void) {
  config = config_default();
  signer = signer_of(&config);
  session = session_of_user(&signer, NOW);
  look_for_the_mac_key();
  look_for_what_a_signer_holds();

  run(leave_a_key_behind);
  CHECK_UINT(1, on_the_stack());
  check_leaves_nothing("signer_init", call_signer_init, CELLO_SESSION_OK);
  check_leaves_nothing("sign", call_sign, CELLO_SESSION_OK);
  check_leaves_nothing("cookie_write", call_cookie_write, CELLO_SESSION_OK);
  check_leaves_nothing("verify", call_verify, CELLO_SESSION_OK);
  look_for_the_right_tag();
  check_leaves_nothing("verify a forgery", call_verify_forged, CELLO_SESSION_REJECTED);
  check_leaves_nothing("signer_wipe", call_signer_wipe, CELLO_SESSION_OK);
  return check_report("test_erasure");
}
