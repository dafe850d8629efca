#!/bin/sh
# Starts $CHROMIUM, as Playwright wants it, without the suggestions under its address bar: newer ones prepare two pages of
# their own for each window, which nobody ever sees here and which cost more than most of the pages under test. Chromium
# takes the last --disable-features it is given, so ours are added to Playwright's.
for argument do
  shift
  case $argument in
    --disable-features=*) argument=$argument,WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup ;;
  esac
  set -- "$@" "$argument"
done
exec "$CHROMIUM" "$@"
