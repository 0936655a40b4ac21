namespace Leat.Protocol;

/// <summary>A request that can read itself.</summary>
/// <typeparam name="TSelf">The request.</typeparam>
internal interface IWireRequest<TSelf>
    where TSelf : IWireRequest<TSelf>
{
    /// <summary>Reads the request. Fields are read in the order in which MLflow checks them, unchecked ones last, because the first error
    /// is the response.</summary>
    /// <exception cref="Core.LeatException"><see cref="Core.ErrorCode.InvalidParameterValue"/>: names the field and its value.</exception>
    static abstract TSelf Decode(WireFields fields);
}
