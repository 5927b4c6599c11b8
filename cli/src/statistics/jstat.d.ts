// The part of jStat that is used; the package has no types.
declare module 'jstat' {
  const jstat: {
    readonly jStat: {
      readonly normal: { inv(p: number, mean: number, deviation: number): number };
      readonly chisquare: { inv(p: number, degrees: number): number };
      readonly studentt: { inv(p: number, degrees: number): number };
    };
  };
  export default jstat;
}
