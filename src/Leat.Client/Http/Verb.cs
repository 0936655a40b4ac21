namespace Leat.Client;

/// <summary>How a call is made: its method, and whether it may be sent again when nobody knows what became of it.</summary>
internal readonly record struct Verb(HttpMethod Method, Repeatability Repeatability)
{
    /// <summary>Reads. The message travels as a query.</summary>
    public static Verb Get => new(HttpMethod.Get, Repeatability.Always);

    /// <summary>Reads, or changes something with the same effect if sent twice.</summary>
    public static Verb Post => new(HttpMethod.Post, Repeatability.Always);

    /// <summary>Creates something: sent twice, it would create two.</summary>
    public static Verb Create => new(HttpMethod.Post, Repeatability.IfUntouched);

    /// <summary>Takes something away by a POST, as the older calls do.</summary>
    public static Verb Remove => new(HttpMethod.Post, Repeatability.GoneIsDone);

    /// <summary>Sets values.</summary>
    public static Verb Patch => new(HttpMethod.Patch, Repeatability.Always);

    /// <summary>Sets all of something.</summary>
    public static Verb Put => new(HttpMethod.Put, Repeatability.Always);

    /// <summary>Takes something away.</summary>
    public static Verb Delete => new(HttpMethod.Delete, Repeatability.GoneIsDone);
}
