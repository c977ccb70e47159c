/** The oldest that the site is built for. */
export const BROWSERS = ['chrome137', 'firefox140', 'safari18.4'] as const;
