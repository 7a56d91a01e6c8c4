/** The version of the gateway and everything that is released with it. */
export const VERSION = '0.1.0';
