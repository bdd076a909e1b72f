/*
 * The configuration of a location: how it begins, and what it inherits.
 */

#include "ngx_http_cello_session.h"


static void
ngx_http_cello_session_merge_secrets(ngx_http_cello_session_loc_conf_t *conf,
                                     ngx_http_cello_session_loc_conf_t *prev);


void *
ngx_http_cello_session_create_main_conf(ngx_conf_t *cf)
{
    ngx_http_cello_session_main_conf_t *mcf;

    mcf = ngx_pcalloc(cf->pool, sizeof(ngx_http_cello_session_main_conf_t));
    if (mcf == NULL) {
        return NULL;
    }

    if (ngx_array_init(&mcf->signers, cf->pool, 2,
                       sizeof(ngx_http_cello_session_signer_t *))
        != NGX_OK)
    {
        return NULL;
    }

    return mcf;
}


void *
ngx_http_cello_session_create_loc_conf(ngx_conf_t *cf)
{
    ngx_http_cello_session_settings_t *s;
    ngx_http_cello_session_loc_conf_t *conf;

    /*
     * set by ngx_pcalloc():
     *
     *     conf->signer = NULL;
     *     conf->settings.cookie, path, domain = { 0, NULL };
     *     conf->places = { ... };
     */

    conf = ngx_pcalloc(cf->pool, sizeof(ngx_http_cello_session_loc_conf_t));
    if (conf == NULL) {
        return NULL;
    }

    conf->mode = NGX_CONF_UNSET_UINT;
    conf->requirements = NGX_CONF_UNSET_PTR;
    conf->login = NGX_CONF_UNSET_PTR;
    conf->renew = NGX_CONF_UNSET;

    s = &conf->settings;
    s->secret = NGX_CONF_UNSET_PTR;
    s->accepted = NGX_CONF_UNSET_PTR;
    s->max_age = NGX_CONF_UNSET;
    s->longest_max_age = NGX_CONF_UNSET;
    s->absolute_max_age = NGX_CONF_UNSET;
    s->http_only = NGX_CONF_UNSET;
    s->secure = NGX_CONF_UNSET;
    s->same_site = NGX_CONF_UNSET_UINT;
    s->partitioned = NGX_CONF_UNSET;
    s->persistent = NGX_CONF_UNSET;

    return conf;
}


char *
ngx_http_cello_session_merge_loc_conf(ngx_conf_t *cf, void *parent,
                                      void *child)
{
    ngx_http_cello_session_loc_conf_t *prev = parent;
    ngx_http_cello_session_loc_conf_t *conf = child;

    ngx_http_cello_session_settings_t *s, *p;

    s = &conf->settings;
    p = &prev->settings;

    ngx_http_cello_session_merge_secrets(conf, prev);
    ngx_http_cello_session_inherit(conf, prev);

    ngx_conf_merge_uint_value(conf->mode, prev->mode,
                              NGX_HTTP_CELLO_SESSION_OFF);
    ngx_conf_merge_ptr_value(conf->requirements, prev->requirements, NULL);
    ngx_conf_merge_ptr_value(conf->login, prev->login, NULL);
    ngx_conf_merge_value(conf->renew, prev->renew, 0);

    ngx_conf_merge_str_value(s->cookie, p->cookie, "session_id");
    ngx_conf_merge_str_value(s->path, p->path, "/");
    ngx_conf_merge_str_value(s->domain, p->domain, "");
    ngx_conf_merge_sec_value(s->max_age, p->max_age, 86400);
    ngx_conf_merge_sec_value(s->longest_max_age, p->longest_max_age, 0);
    ngx_conf_merge_sec_value(s->absolute_max_age, p->absolute_max_age, 0);
    ngx_conf_merge_value(s->http_only, p->http_only, 1);
    ngx_conf_merge_value(s->secure, p->secure, 1);
    ngx_conf_merge_uint_value(s->same_site, p->same_site,
                              CELLO_SESSION_SAME_SITE_LAX);
    ngx_conf_merge_value(s->partitioned, p->partitioned, 0);
    ngx_conf_merge_value(s->persistent, p->persistent, 1);

    if (conf->requirements
        && conf->places[NGX_HTTP_CELLO_SESSION_MODE].line == 0)
    {
        /* Whoever wrote it takes this location for protected. */
        return ngx_http_cello_session_mistake(
            cf, conf, NGX_HTTP_CELLO_SESSION_REQUIRE,
            " has no effect without a session: set \"cello_session\" to "
            "\"on\" or \"required\" here or above, or to \"off\" if that is "
            "meant");
    }

    if (conf->mode == NGX_HTTP_CELLO_SESSION_OFF) {
        return NGX_CONF_OK;
    }

    if (s->secret == NULL) {
        return ngx_http_cello_session_mistake(
            cf, conf, NGX_HTTP_CELLO_SESSION_MODE,
            " needs a secret: set \"cello_session_secret_file\" here or "
            "above");
    }

    return ngx_http_cello_session_make_signer(cf, conf);
}


/*
 * Both kinds of secret files are one setting: a location that signs with a
 * secret of its own must not accept what the secrets of its server made.
 */

static void
ngx_http_cello_session_merge_secrets(ngx_http_cello_session_loc_conf_t *conf,
                                     ngx_http_cello_session_loc_conf_t *prev)
{
    ngx_http_cello_session_settings_t *s = &conf->settings;

    if (s->secret == NGX_CONF_UNSET_PTR) {
        ngx_conf_merge_ptr_value(s->accepted, prev->settings.accepted, NULL);
    }

    ngx_conf_init_ptr_value(s->accepted, NULL);
    ngx_conf_merge_ptr_value(s->secret, prev->settings.secret, NULL);
}
