// Loaded before a Node.js program that knows no address to listen at: it listens on loopback alone.
'use strict';
const net = require('net');
const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (first, ...rest) {
  if (typeof first === 'number') {
    const callback = rest.find((one) => typeof one === 'function');
    return listen.call(this, { port: first, host: '127.0.0.1' }, callback);
  }
  if (first && typeof first === 'object' && 'port' in first) {
    return listen.call(this, { ...first, host: '127.0.0.1' }, ...rest);
  }
  return listen.call(this, first, ...rest);
};
