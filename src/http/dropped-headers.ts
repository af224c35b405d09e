// Lists the request headers that the gate drops. Only the edge may set them, or proxies use them to tell an
// origin about a person, an address or a path.
//
// Otherwise a client could impersonate the edge, or a proxy that the origin used to trust. docs/origins.md
// has the same lists, and a test compares the two.

import { decidedOnce } from './known-names.ts'

/**
 * Spelled as their vendors spell them. A `*` at the end matches any ending. Each text is a row of the table in
 * docs/origins.md.
 */
export const DROPPED_HEADERS: readonly string[] = [
  // Sallyport itself.
  'Sallyport-*, X-Sallyport-*',
  // Proxies that tell the client’s address, host, path and scheme.
  'Forwarded*, X-Forwarded-*, X-Original-Forwarded-*',
  // Proxies that tell the host, path and scheme that the client asked for.
  `X-Host, X-HTTP-Host-Override, Script-Name, X-Script-Name, X-Original-Host, X-Original-Method,
   X-Original-Path, X-Original-Port, X-Original-Prefix, X-Original-Proto, X-Original-Scheme,
   X-Original-URI, X-Original-URL, X-Rewrite-URL, X-Scheme, X-URL-Scheme, Front-End-Https,
   X-Envoy-Original-*`,
  // Proxies and clouds that tell the client’s address.
  `X-Original-For, X-Original-Remote-*, X-Envoy-External-Address, X-Envoy-Internal, X-Real-IP,
   Real-IP, X-Real-Port, Client-IP, X-Client-IP, True-Client-IP, X-Cluster-Client-IP,
   Fastly-Client-IP, Fly-Client-IP, Proxy-Client-IP, WL-Proxy-*, X-Azure-ClientIP, X-Azure-SocketIP,
   CF-Connecting-IP*, CF-Pseudo-IPv4, DO-Connecting-IP, Ali-CDN-Real-IP, Cdn-Src-IP, X-Cdn-Src-IP,
   X-Originating-IP, X-NF-Client-Connection-IP, X-ProxyUser-IP, X-Vercel-Forwarded-For,
   X-Vercel-Proxied-For, Remote-Addr, Remote-Host, Remote-IP, Remote-Port, X-Remote-Addr,
   X-Remote-Host, X-Remote-IP, X-Remote-Port`,
  // Web servers that take instructions from a proxy.
  'X-Sendfile-Type, X-Accel-Mapping, Proxy',
  // Apache, CGI, Kubernetes, Authelia.
  `Remote-User, Remote-Ident, Remote-Group, Remote-Groups, Remote-Name, Remote-Email, X-Remote-User,
   X-Remote-Ident, X-Remote-Group, X-Remote-Groups, X-Remote-Name, X-Remote-Email, X-Remote-Uid,
   X-Remote-Extra-*, OIDC-*, X-OIDC-*, Shib-*, Mellon-*`,
  // oauth2-proxy, Vouch, authentik, Pomerium, Teleport, Tailscale.
  'X-Auth-Request-*, X-Vouch-*, X-authentik-*, X-Pomerium-*, Teleport-*, Tailscale-*',
  // Cloudflare Access.
  'Cf-Access-*, Cf-Client-Cert*, Cf-Cert-*',
  // Azure.
  'X-MS-CLIENT-PRINCIPAL*, X-MS-TOKEN-*, X-ARR-ClientCert',
  // AWS.
  'X-Amzn-Oidc-*, X-Amzn-Mtls-*, X-Amzn-Ava-*',
  // Google.
  `X-Goog-Authenticated-User-*, X-Goog-Iap-*, X-AppEngine-*, X-Endpoint-API-UserInfo,
   X-Apigateway-Api-Userinfo`,
  // Kong, APISIX, WSO2.
  `X-Consumer-*, X-Credential-Identifier, X-Anonymous-Consumer, X-Authenticated-*, X-Userinfo,
   X-ID-Token, X-JWT-Assertion`,
  // Grafana, Gitea, Jenkins, Nexus, OpenSearch.
  'X-WEBAUTH-*, X-SSO-User, X-Proxy-User, X-Proxy-Roles, X-Proxy-Ext-*, X-Proxy-Remote-User',
  // SiteMinder, WebSEAL, Oracle.
  `SM-User, SM-UserDN, SM-UniversalID, SM-ServerSessionID, SM-AuthDirName, IV-User, IV-User-L,
   IV-Groups, IV-Creds, IV-Remote-Address, OAM-Remote-User`,
  // Sandstorm, Replit, Linkerd.
  'X-Sandstorm-*, X-Replit-User-*, L5d-Client-Id',
  // Caddy, Oathkeeper, Keycloak’s gatekeeper, and many home-made proxies.
  `X-Token-Subject, X-Token-User-*, X-Auth-Audience, X-Auth-Email, X-Auth-ExpiresIn, X-Auth-Groups,
   X-Auth-Name, X-Auth-Roles, X-Auth-Subject, X-Auth-User, X-Auth-UserId, X-Auth-Username, Auth-User,
   X-User, X-User-Email, X-User-Groups, X-User-Id, X-User-Name, X-User-Role, X-User-Roles, X-Username,
   X-Email, X-Group, X-Groups, X-Role, X-Roles, X-Subject`,
  // Proxies that check a client’s TLS certificate.
  `Client-Cert, Client-Cert-Chain, X-Client-Cert*, X-Client-DN, X-Client-Verify, SSL-Client-*,
   X-SSL-Client-*, X-SSL-Cert`,
]

/** Removes case and punctuation, because CGI-like servers read X-Foo, X_Foo and X.Foo as the same header. */
const bare = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '')

const patterns = DROPPED_HEADERS.flatMap((names) => names.split(',')).map(
  (name) => bare(name) + (name.trim().endsWith('*') ? '' : '$'),
)
const DROPPED = new RegExp(`sallyport|^(?:${patterns.join('|')})`)
const HOP_BY_HOP = /^(connection|keep-alive|proxy-connection|proxy-authorization|te|trailer)$/

/**
 * Returns true if a request header must not reach the origin. `name` is in lower case, as the platform gives
 * it.
 */
export const isDropped = decidedOnce((name) => HOP_BY_HOP.test(name) || DROPPED.test(bare(name)))

const METHOD_OVERRIDE = /(?:method|verb)override|^x?http(?:method|verb)$/

/** Returns true for headers by which a client asks an origin to take the request for another method. */
export const isMethodOverride = (name: string): boolean => METHOD_OVERRIDE.test(bare(name))
