// node-gyp-build has no types of its own.
declare module "node-gyp-build" {
  const load: (folder: string) => any;
  export = load;
}
