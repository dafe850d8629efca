import '../../stripe-js/frame/main'
