/* The demo's voice: aligned lines, headlines in bold on a terminal, and exit code 1 at the first
 * wrong answer. */
#define _POSIX_C_SOURCE 200809L
#include "story.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { KEPT_ANSWERS = 4, KEPT_LEN = 32 };

static uint64_t clock_unix_s = 1700000000;
static const char *last_label = "";

/* The label is written once for lines in a row that share it, so that the eye finds question and
 * answer. */
static void print_labelled(const char *label, const char *format, va_list arguments) {
  printf("    %-11s", label == last_label ? "" : label);
  vprintf(format, arguments);
  putchar('\n');
  last_label = label;
}

static void give_up(void) {
  fflush(stdout);
  exit(EXIT_FAILURE);
}

static char *kept(void) {
  static char answers[KEPT_ANSWERS][KEPT_LEN];
  static unsigned turn = 0;
  return answers[turn++ % KEPT_ANSWERS];
}

void story_chapter(const char *title) {
  static int number = 0;
  const int in_bold = isatty(STDOUT_FILENO) && getenv("NO_COLOR") == NULL;
  number += 1;
  printf("\n%s%2d. %s%s\n", in_bold ? "\033[1m" : "", number, title, in_bold ? "\033[0m" : "");
  last_label = "";
}

void story_note(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  printf("    ");
  vprintf(format, arguments);
  putchar('\n');
  va_end(arguments);
  last_label = "";
}

void story_asked(const char *format, ...) {
  static const char label[] = "asked";
  va_list arguments;
  va_start(arguments, format);
  print_labelled(label, format, arguments);
  va_end(arguments);
}

void story_came(const char *format, ...) {
  static const char label[] = "came back";
  va_list arguments;
  va_start(arguments, format);
  print_labelled(label, format, arguments);
  va_end(arguments);
}

void story_expect(cello_session_status came, cello_session_status expected) {
  if (came == CELLO_SESSION_OK)
    story_came("ok");
  else
    story_came("%s: %s", cello_session_status_name(came), cello_session_status_message(came));
  if (came == expected)
    return;
  story_note("WRONG: \"%s\" was promised. The demo ends here.",
             cello_session_status_name(expected));
  give_up();
}

void story_check(int holds, const char *promise) {
  if (holds)
    return;
  story_note("WRONG: it was promised that %s. The demo ends here.", promise);
  give_up();
}

uint64_t story_now(void) {
  return clock_unix_s;
}

void story_wait(uint64_t seconds, const char *how_long) {
  clock_unix_s += seconds;
  story_note("%s later, %s:", how_long, story_time(clock_unix_s));
}

const char *story_time(uint64_t unix_s) {
  char *text = kept();
  const time_t moment = (time_t)unix_s;
  struct tm calendar;
  if (gmtime_r(&moment, &calendar) == NULL ||
      strftime(text, KEPT_LEN, "%Y-%m-%d %H:%M:%S UTC", &calendar) == 0)
    return "a time that has no date";
  return text;
}

const char *story_short(const char *token) {
  const size_t len = strlen(token);
  if (len < KEPT_LEN)
    return token;
  char *text = kept();
  snprintf(text, KEPT_LEN, "%.10s...%s", token, token + len - 6);
  return text;
}
