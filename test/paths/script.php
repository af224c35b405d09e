<?php // One of the files that PHP's built-in server serves. It says which path that is.
echo preg_replace('~/index\.php$~', '', $_SERVER['SCRIPT_NAME']), $_SERVER['PATH_INFO'] ?? '';
