namespace Leat.Server;

/// <summary>Where a call is served.</summary>
internal enum RpcPlace
{
    /// <summary>Below <c>/api</c> and, for pages, below <c>/ajax-api</c>.</summary>
    Twins,

    /// <summary>Below <c>/ajax-api</c> only.</summary>
    AjaxOnly,

    /// <summary>Below the static prefix, like the pages.</summary>
    Pages,

    /// <summary>At its path, without a version.</summary>
    Root,
}
