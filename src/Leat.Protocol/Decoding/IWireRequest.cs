namespace Leat.Protocol;

/// <summary>A request that can read itself.</summary>
/// <remarks>Messages name their mappings alike. <c>From</c> makes a message of an entity, a query or a command. <c>ToQuery</c> and
/// <c>ToCommand</c> check what a client asks for, part by part in the order in which MLflow refuses them; <c>ToEntity</c> and <c>ToPage</c>
/// read what a server answered. They throw a <see cref="Core.LeatException"/> for what is not valid.</remarks>
/// <typeparam name="TSelf">The request.</typeparam>
internal interface IWireRequest<TSelf>
    where TSelf : IWireRequest<TSelf>
{
    /// <summary>Reads the request. Fields are read in the order in which MLflow checks them, unchecked ones last, because the first error
    /// is the response.</summary>
    /// <exception cref="Core.LeatException"><see cref="Core.ErrorCode.InvalidParameterValue"/>: names the field and its value.</exception>
    static abstract TSelf Decode(WireFields fields);
}
