// What the client's architecture diagram says of who calls whom, as the team typed it: also what no trace reaches.

export const serviceMap = [
  'caller,callee,kind',
  'browser,web-gateway,http',
  'web-gateway,order-service,http',
  'order-service,orders-db,sql',
  'order-service,session-cache,sync',
  'order-service,payment-provider,http',
  'order-service,notification-worker,queue',
  'notification-worker,mail-relay,sync',
  'stock-sync,orders-db,sql',
  'stock-sync,warehouse-erp,http',
  '',
].join('\n');
