#!/bin/sh
# Opens the kiosk's page as the only window; profile and cache live in memory (RuntimeDirectory).
set -eu
base="${KIOSK_URL%%/kiosk*}"
until curl --silent --fail --max-time 5 --output /dev/null "$base/healthz"; do sleep 2; done
exec chromium \
  --kiosk "$KIOSK_URL" \
  --ozone-platform=wayland \
  --force-device-scale-factor="${KIOSK_SCALE:-1}" \
  --user-data-dir="$RUNTIME_DIRECTORY/profile" \
  --kiosk-printing \
  --autoplay-policy=no-user-gesture-required \
  --disable-pinch \
  --overscroll-history-navigation=0 \
  --no-first-run \
  --noerrdialogs \
  --disable-session-crashed-bubble \
  --disable-background-networking \
  --disable-component-update \
  --password-store=basic
