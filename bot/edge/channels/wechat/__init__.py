"""WeChat Official Account: the message-push protocol at `/wechat`, and the customer-service API."""
