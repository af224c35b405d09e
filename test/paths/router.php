<?php // A front controller, as frameworks have it: it decodes the path of the request once.
echo rawurldecode(parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH) ?: '');
