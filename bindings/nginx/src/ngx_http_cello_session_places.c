/*
 * Where each directive stands: a mistake that shows only when levels are
 * merged is reported at the line that has to be changed.
 */

#include "ngx_http_cello_session.h"


/* In the order of ngx_http_cello_session_directive_e. */
static const char *const ngx_http_cello_session_names[] = {
    "cello_session",
    "cello_session_secret_file",
    "cello_session_accepted_secret_file",
    "cello_session_cookie",
    "cello_session_max_age",
    "cello_session_longest_max_age",
    "cello_session_absolute_max_age",
    "cello_session_path",
    "cello_session_domain",
    "cello_session_http_only",
    "cello_session_secure",
    "cello_session_same_site",
    "cello_session_partitioned",
    "cello_session_persistent",
    "cello_session_require",
};


void
ngx_http_cello_session_mark(ngx_conf_t *cf, void *conf, ngx_uint_t directive)
{
    ngx_http_cello_session_place_t    *place;
    ngx_http_cello_session_loc_conf_t *lcf = conf;

    place = &lcf->places[directive];

    place->file = cf->conf_file->file.name;
    place->line = cf->conf_file->line;
    place->levels_above = 0;
}


void
ngx_http_cello_session_inherit(ngx_http_cello_session_loc_conf_t *conf,
                               ngx_http_cello_session_loc_conf_t *prev)
{
    ngx_uint_t i, own_secret;

    own_secret = conf->places[NGX_HTTP_CELLO_SESSION_SECRET_FILE].line;

    for (i = 0; i < NGX_HTTP_CELLO_SESSION_DIRECTIVES; i++) {

        if (i == NGX_HTTP_CELLO_SESSION_ACCEPTED_FILE && own_secret) {
            continue;
        }

        if (conf->places[i].line == 0 && prev->places[i].line) {
            conf->places[i] = prev->places[i];
            conf->places[i].levels_above++;
        }
    }
}


/* Says what is wrong with a directive, at its place. */

char *
ngx_http_cello_session_mistake(ngx_conf_t                        *cf,
                               ngx_http_cello_session_loc_conf_t *conf,
                               ngx_uint_t directive, const char *what)
{
    ngx_http_cello_session_place_t *place;

    place = &conf->places[directive];

    ngx_log_error(NGX_LOG_EMERG, cf->log, 0, "\"%s\"%s in %V:%ui",
                  ngx_http_cello_session_names[directive], what, &place->file,
                  place->line);

    return NGX_CONF_ERROR;
}
